// The connection of a page to its room: it comes back by itself, and sends again what was not answered.

export class Wire {
  // hello: returns the first message, or null to stay a stranger; heard: gets every view; state: "open" or "lost".
  constructor({ hello, heard, state, refused }) {
    Object.assign(this, { hello, heard, state, refused });
    this.number = 0;
    this.waiting = new Map();
    this.delay = 250;
    this.open();
    // A phone that wakes up looks at once whether it is still connected.
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.wake(); });
    window.addEventListener("online", () => this.wake());
    window.addEventListener("offline", () => { this.state("lost"); this.socket.close(); });
  }

  open() {
    const here = new URL("wire", new URL(".", location.href));
    here.protocol = here.protocol === "https:" ? "wss:" : "ws:";
    here.hash = "";
    const socket = new WebSocket(here);
    this.socket = socket;
    socket.onopen = () => {
      this.delay = 250;
      this.state("open");
      this.greet();
    };
    socket.onmessage = (event) => { if (socket === this.socket) this.take(JSON.parse(event.data)); };
    socket.onclose = () => {
      if (socket !== this.socket) return;
      this.state("lost");
      this.timer = setTimeout(() => this.open(), this.delay);
      this.delay = Math.min(4000, this.delay * 1.6);
    };
  }

  wake() {
    if (this.socket.readyState === WebSocket.OPEN) this.ask({ do: "look" }).catch(() => {});
    else if (this.socket.readyState === WebSocket.CLOSED) { clearTimeout(this.timer); this.open(); }
  }

  // Says who this is; then sends again what was on its way when the connection broke.
  async greet() {
    const first = this.hello();
    if (first === null) return;
    const left = [...this.waiting.values()];
    this.waiting.clear();
    try {
      await this.ask(first);
    } catch (error) {
      this.refused(error.message, first);
      left.forEach((each) => each.reject(error));
      return;
    }
    left.forEach((each) => this.send(each));
  }

  ask(message) {
    return new Promise((resolve, reject) => this.send({ message, resolve, reject }));
  }

  send(each) {
    const id = ++this.number;
    this.waiting.set(id, each);
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ ...each.message, id }));
  }

  take(message) {
    const each = this.waiting.get(message.id);
    if (each) {
      this.waiting.delete(message.id);
      if (message.ok) each.resolve();
      else each.reject(new Error(message.refused));
    }
    if (message.view || message.welcome) this.heard(message);
  }
}
