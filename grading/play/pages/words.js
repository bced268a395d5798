// The words of the three pages, in English and Korean.

const EN = {
  "title": "One spring in Seoul",
  "join": "Join", "join.code": "Room code", "join.why": "It stands on the screen in front. No name is asked for, and none is kept.",
  "join.back": "I have a seat already", "join.seat": "Your four seat letters", "join.back.go": "Back to my seat", "join.new": "Take a new seat",
  "seat": "Seat {code}", "seat.keep": "Should this phone give up, these four letters bring you back from another one.",
  "connected": "connected", "lost": "connection lost, trying again", "lang": "한국어",
  "rules.title": "The game",
  "rules": "You play Moscow or Seoul, each round with another partner. Moscow draws one of eight cards: five soft, three hard. Only Moscow sees it. Moscow stays quiet or threatens. Seoul refuses, helps indirectly or helps directly. Then Moscow holds, or arms Pyongyang. The tree shows what each end pays. More tokens are better; you are compared only with those in the same role.",
  "ask.1": "Does Seoul see Moscow's card before it chooses?", "yes": "Yes", "no": "No",
  "ask.2": "Moscow is soft and stays quiet, Seoul helps indirectly, Moscow holds. How many tokens does Seoul get?",
  "ask.3": "You drew a hard card in the last round. How likely is a hard one now?", "more": "More than 3 in 8", "less": "Less than 3 in 8", "same": "3 in 8, as before",
  "ask.wrong": "Not quite. Read the rules above, or the tree below, and try again.", "ask.left": "Question {n} of 3",
  "wait.start": "You are in. The class begins soon.", "wait.next": "You play from the next round on.", "wait.joined": "{n} have joined.",
  "bets": "Three bets before we play", "bet.precision": "How closely will the class follow the better payoff? 0 is coin-tossing, 10 is next to faultless.",
  "bet.pride": "Block B: being seen to yield costs Seoul much. After a threat, will Seoul help less or more often than after silence?",
  "bet.hands": "Block C: a bluff costs Moscow much. After a threat, will Seoul help less or more often than after silence?",
  "bet.less": "Less often", "bet.more": "More often", "bet.kept": "Kept. You can change it until block A begins.", "bet.save": "Bet {n}",
  "role.moscow": "You are Moscow", "role.seoul": "You are Seoul", "card.soft": "Your card: soft", "card.hard": "Your card: hard", "card.unknown": "You do not see Moscow's card: 5 soft, 3 hard",
  "round": "Block {block}, round {n} of {of}", "round.practice": "Practice, against the computer",
  "direct": "This round is played in turn.", "time": "{n} s",
  "q.signal": "Your signal to Seoul?", "q.if_quiet": "If Moscow stays quiet: what do you do?", "q.if_threat": "If Moscow threatens: what do you do?",
  "q.if_refuse": "If Seoul refuses: what do you do?", "q.if_indirect": "If Seoul helps indirectly: what do you do?", "q.if_direct": "If Seoul helps directly: what do you do?",
  "q.posture.quiet": "Moscow stayed quiet. What do you do?", "q.posture.threat": "Moscow threatened. What do you do?",
  "q.answer.refuse": "Seoul refused. What do you do?", "q.answer.indirect": "Seoul helps indirectly. What do you do?", "q.answer.direct": "Seoul helps directly. What do you do?",
  "quiet": "Stay quiet", "threat": "Threaten", "refuse": "Refuse", "indirect": "Help indirectly", "direct.do": "Help directly", "hold": "Hold", "arm": "Arm Pyongyang",
  "t.quiet": "quiet", "t.threat": "threat", "t.refuse": "refuse", "t.indirect": "indirect", "t.direct": "direct", "t.hold": "hold", "t.arm": "arm", "t.soft": "soft", "t.hard": "hard",
  "t.you": "you", "t.moscow": "Moscow", "t.seoul": "Seoul", "t.softhard": "soft / hard",
  "tree": "The tree of the game. {where}", "tree.here": "You choose here: {where}.", "tree.start": "at the start", "tree.none": "Nothing to choose now.",
  "wait.other": "Recorded. The others are still choosing.", "wait.paused": "Pause. Nothing is lost, and nobody is timed.", "made.bot": "Time was up: the computer chose {what} for you.",
  "shown": "How it went", "shown.path": "Moscow was {type}: {signal}. Seoul: {posture}. Moscow: {answer}.", "shown.you": "You {n} tokens", "shown.other": "the other side {n}",
  "shown.computer": "The other side was the computer.", "on": "Go on", "on.wait": "Waiting for the others.",
  "totals": "The block is over. Look at the screen in front.", "won": "Your tokens", "rank": "{place} of {of}", "won.moscow": "as Moscow", "won.seoul": "as Seoul",
  "finished": "The class is over. Thank you for playing.", "finished.kept": "Kept are your choices under a random name; nothing says whose they are. You can close this page.",
  "p.open": "Open this address, or scan the picture", "p.code": "Room code", "p.joined": "joined", "p.ready": "ready", "p.tables": "{done} of {of} tables are done", "p.round": "Round {n} of {of}",
  "p.lobby": "Take a seat", "p.practice": "Practice", "p.block": "Block {block}", "p.blocks": "Blocks {block}", "p.paused": "Pause", "p.totals": "What the class did", "p.finished": "What the class did, and what it bet",
  "p.after": "after {signal}", "p.signal": "Moscow threatens", "p.precision": "The class's precision", "p.interval": "likely between {low} and {high}", "p.noupper": "{low} and up, no upper end", "p.small": "Too few pairs or rounds for a precision: counts only.",
  "p.backfire": "Block {block}: help after a threat, minus help after silence", "p.bets": "bets", "p.share": "{n} of {of}", "p.token": "This page needs the instructor's token. Open it from the console.",
};

const KO = {
  "title": "서울의 어느 봄",
  "join": "들어가기", "join.code": "방 코드", "join.why": "앞 화면에 있습니다. 이름을 묻지 않고, 남기지도 않습니다.",
  "join.back": "이미 자리가 있습니다", "join.seat": "자리 글자 네 개", "join.back.go": "내 자리로 돌아가기", "join.new": "새 자리에 앉기",
  "seat": "자리 {code}", "seat.keep": "이 전화기를 쓸 수 없게 되면, 다른 전화기에서 이 네 글자로 돌아올 수 있습니다.",
  "connected": "연결됨", "lost": "연결이 끊겨 다시 시도하는 중", "lang": "English",
  "rules.title": "게임",
  "rules": "여러분은 모스크바나 서울이 되어 라운드마다 다른 상대와 둡니다. 모스크바는 여덟 장 가운데 한 장을 뽑습니다. 온건 다섯 장, 강경 세 장입니다. 카드는 모스크바만 봅니다. 모스크바는 침묵하거나 위협합니다. 서울은 거절하거나 간접 지원하거나 공개 지원합니다. 그다음 모스크바는 자제하거나 평양을 무장시킵니다. 끝마다 얼마를 받는지는 나무에 있습니다. 토큰은 많을수록 좋고, 같은 역할끼리만 견줍니다.",
  "ask.1": "서울은 고르기 전에 모스크바의 카드를 봅니까?", "yes": "예", "no": "아니요",
  "ask.2": "모스크바는 온건하고 침묵하며, 서울은 간접 지원하고, 모스크바는 자제합니다. 서울은 토큰을 몇 개 받습니까?",
  "ask.3": "지난 라운드에 강경 카드를 뽑았습니다. 이번에 강경일 확률은?", "more": "8분의 3보다 높다", "less": "8분의 3보다 낮다", "same": "전과 같이 8분의 3",
  "ask.wrong": "아닙니다. 위의 규칙이나 아래의 나무를 읽고 다시 답해 보세요.", "ask.left": "질문 3개 중 {n}번째",
  "wait.start": "자리에 앉았습니다. 곧 시작합니다.", "wait.next": "다음 라운드부터 참여합니다.", "wait.joined": "{n}명이 들어왔습니다.",
  "bets": "시작하기 전에 내기 세 가지", "bet.precision": "이 반은 더 나은 보수를 얼마나 가깝게 따를까요? 0은 동전 던지기, 10은 거의 실수가 없음.",
  "bet.pride": "블록 B: 서울이 굴복하는 것으로 보이면 크게 손해입니다. 위협 뒤에는 침묵 뒤보다 서울이 덜 지원할까요, 더 지원할까요?",
  "bet.hands": "블록 C: 모스크바의 허세는 값이 비쌉니다. 위협 뒤에는 침묵 뒤보다 서울이 덜 지원할까요, 더 지원할까요?",
  "bet.less": "덜 자주", "bet.more": "더 자주", "bet.kept": "저장했습니다. 블록 A가 시작될 때까지 바꿀 수 있습니다.", "bet.save": "{n}에 걸기",
  "role.moscow": "당신은 모스크바", "role.seoul": "당신은 서울", "card.soft": "내 카드: 온건", "card.hard": "내 카드: 강경", "card.unknown": "모스크바의 카드는 보이지 않습니다: 온건 5, 강경 3",
  "round": "블록 {block}, 라운드 {n}/{of}", "round.practice": "연습, 상대는 컴퓨터",
  "direct": "이번 라운드는 차례대로 둡니다.", "time": "{n}초",
  "q.signal": "서울에 보내는 신호는?", "q.if_quiet": "모스크바가 침묵하면 어떻게 합니까?", "q.if_threat": "모스크바가 위협하면 어떻게 합니까?",
  "q.if_refuse": "서울이 거절하면 어떻게 합니까?", "q.if_indirect": "서울이 간접 지원하면 어떻게 합니까?", "q.if_direct": "서울이 공개 지원하면 어떻게 합니까?",
  "q.posture.quiet": "모스크바는 침묵했습니다. 어떻게 합니까?", "q.posture.threat": "모스크바가 위협했습니다. 어떻게 합니까?",
  "q.answer.refuse": "서울이 거절했습니다. 어떻게 합니까?", "q.answer.indirect": "서울이 간접 지원합니다. 어떻게 합니까?", "q.answer.direct": "서울이 공개 지원합니다. 어떻게 합니까?",
  "quiet": "침묵", "threat": "위협", "refuse": "거절", "indirect": "간접 지원", "direct.do": "공개 지원", "hold": "자제", "arm": "평양을 무장",
  "t.quiet": "침묵", "t.threat": "위협", "t.refuse": "거절", "t.indirect": "간접", "t.direct": "공개", "t.hold": "자제", "t.arm": "무장", "t.soft": "온건", "t.hard": "강경",
  "t.you": "나", "t.moscow": "모스크바", "t.seoul": "서울", "t.softhard": "온건 / 강경",
  "tree": "게임의 나무. {where}", "tree.here": "지금 고르는 곳: {where}.", "tree.start": "처음", "tree.none": "지금은 고를 것이 없습니다.",
  "wait.other": "기록했습니다. 다른 사람들이 고르고 있습니다.", "wait.paused": "잠시 멈춤. 잃는 것은 없고 시간도 가지 않습니다.", "made.bot": "시간이 다 되어 컴퓨터가 {what}(을)를 골랐습니다.",
  "shown": "이렇게 되었습니다", "shown.path": "모스크바는 {type}: {signal}. 서울: {posture}. 모스크바: {answer}.", "shown.you": "나 {n}개", "shown.other": "상대 {n}개",
  "shown.computer": "상대는 컴퓨터였습니다.", "on": "계속", "on.wait": "다른 사람들을 기다립니다.",
  "totals": "블록이 끝났습니다. 앞 화면을 보세요.", "won": "내 토큰", "rank": "{of}명 중 {place}위", "won.moscow": "모스크바로", "won.seoul": "서울로",
  "finished": "수업이 끝났습니다. 참여해 주셔서 고맙습니다.", "finished.kept": "선택만 무작위 이름으로 남고, 누구의 것인지는 남지 않습니다. 이 쪽을 닫아도 됩니다.",
  "p.open": "이 주소를 열거나 그림을 찍으세요", "p.code": "방 코드", "p.joined": "명 들어옴", "p.ready": "명 준비됨", "p.tables": "탁자 {of}개 중 {done}개 끝남", "p.round": "라운드 {n}/{of}",
  "p.lobby": "자리에 앉으세요", "p.practice": "연습", "p.block": "블록 {block}", "p.blocks": "블록 {block}", "p.paused": "잠시 멈춤", "p.totals": "이 반의 선택", "p.finished": "이 반의 선택과 내기",
  "p.after": "{signal} 뒤", "p.signal": "모스크바의 위협", "p.precision": "이 반의 정밀도", "p.interval": "아마 {low}에서 {high} 사이", "p.noupper": "{low} 이상, 위 끝은 없음", "p.small": "쌍이나 라운드가 적어 정밀도는 내지 않고 횟수만 보입니다.",
  "p.backfire": "블록 {block}: 위협 뒤의 지원 빼기 침묵 뒤의 지원", "p.bets": "내기", "p.share": "{of} 중 {n}", "p.token": "이 쪽은 강사의 토큰이 필요합니다. 콘솔에서 여세요.",
};

const TABLES = { en: EN, ko: KO };
let language = localStorage.getItem("seoul-play-language") || ((navigator.language || "").startsWith("ko") ? "ko" : "en");

export function lang() { return language; }

export function setLang(next) {
  language = next;
  localStorage.setItem("seoul-play-language", next);
  document.documentElement.lang = next;
}

export function word(key, values = {}) {
  const text = TABLES[language][key];
  if (text === undefined) throw new Error(`no word ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

export const KEYS = { en: Object.keys(EN), ko: Object.keys(KO) };
document.documentElement.lang = language;
