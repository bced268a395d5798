"""What the parts of a front end may say: each mistake would leave an empty place on the page, and no word why."""

import pytest
from seoul_dilemma.widgets.shared import front_end


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("import { h } from '../shared/dom.js';", "cannot follow"),
        ('import { h } from "../shared/dom.js"', "cannot follow"),
        ('import { h as make } from "../shared/dom.js";', "cannot follow"),
        ('import * as dom from "../shared/dom.js";', "cannot follow"),
        ('import { scale } from "https://example.org/scale.js";', "cannot follow"),
        ("export { draw };", "cannot follow"),
        ('import { h } from "../shared/doom.js";', r"doom\.js.* is not there"),
        ("const held = 1;", "'held' is also a name in .*part.js"),
    ],
)
def test_a_part_that_the_page_could_not_run_is_refused_with_its_line(tmp_path, monkeypatch, line, says):
    monkeypatch.setattr(front_end, "ROOT", tmp_path)
    (tmp_path / "shared").mkdir()
    (tmp_path / "mine").mkdir()
    (tmp_path / "shared" / "dom.js").write_text("export function h() {}\n")
    (tmp_path / "mine" / "part.js").write_text("export let held = 0;\n")
    text = f'// @ts-check\nimport {{ held }} from "./part.js";\n{line}\nexport default {{}};\n'
    (tmp_path / "mine" / "view.js").write_text(text)
    front_end.module.cache_clear()
    with pytest.raises(ValueError, match=rf"mine/view\.js, line 3: .*{says}"):
        front_end.module("mine/view.js")
