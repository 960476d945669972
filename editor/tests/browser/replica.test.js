import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { replicaOf } from "../../../static/editor/replica.js";
import { Document } from "./document.js";

const ME = "me-000001", YOU = "you-00001";

/** A replica over a document that can be set to what the server sends. */
class Page {
  constructor(...blocks) {
    this.document = new Document(blocks);
    this.replica = replicaOf(ME, 10, (block) => this.document.of(block));
    this.seen = [];
  }

  type(...ops) {
    ops.forEach(this.replica.add);
    return this;
  }

  text(block = "A") {
    return this.replica.text(block);
  }

  receive(...changes) {
    for (const { rev, ops, then } of changes) if (rev > this.replica.revision()) this.document.apply([...ops, ...then]);
    return this.replica.take({ revision: 0, changes: JSON.stringify(changes) }, {}, (...seen) => this.seen.push(seen));
  }

  reset(revision, settled, ...blocks) {
    const old = this.replica.bases();
    this.document = new Document(blocks);
    this.replica.take({ changes: "[]", revision, reset: "", settled: String(settled) }, old);
  }
}

const change = (rev, by, seq, ops, then = []) => ({ rev, by, seq, ops, then });
const ins = (at, typed, block = "A") => ["ins", block, at, typed];
const del = (at, count, block = "A") => ["del", block, at, count];

suite("what a page shows", () => {
  test("is the server's text with what is typed", () => {
    const page = new Page(["A", "a😀c"]).type(ins(2, "b"), del(0, 1));
    assert.equal(page.text(), "😀bc");
    assert.equal(page.text("B"), undefined);
  });
  test("has no text for a block that is joined", () => {
    const page = new Page(["A", "a"], ["B", "b"]).type(["join", "B", "A", 1], del(1, 1));
    assert.deepEqual([page.text("A"), page.text("B")], ["ab", undefined]);
  });
});

suite("sending", () => {
  test("has one edit under way, and gathers meanwhile", () => {
    const page = new Page(["A", ""]).type(ins(0, "a")), { replica } = page;
    assert.deepEqual(replica.edit(), { type: "edit", seq: 1, base: 10, ops: [ins(0, "a")] });
    page.type(ins(1, "b")).type(ins(2, "c")).type(ins(0, "z"));
    assert.equal(replica.edit(), undefined);
    page.receive(change(11, ME, 1, [ins(0, "a")]));
    assert.deepEqual(replica.edit(), { type: "edit", seq: 2, base: 11, ops: [ins(1, "bc"), ins(0, "z")] });
    assert.equal(page.text(), "zabc");
  });
  test("has what was typed or deleted in one go as one operation", () => {
    const together = (...ops) => new Page(["A", "xyz"], ["B", "xyz"]).type(...ops).replica.left().waiting;
    assert.deepEqual(together(ins(0, "a😀"), ins(2, "b"), ins(3, "c")), [ins(0, "a😀bc")]);
    assert.deepEqual(together(del(2, 1), del(1, 1), del(0, 1)), [del(0, 3)], "Backspace");
    assert.deepEqual(together(del(0, 1), del(0, 2)), [del(0, 3)], "Delete");
    for (const apart of [
      [ins(1, "a"), ins(1, "b")],
      [ins(1, "a"), ins(2, "b", "B")],
      [ins(1, "a"), del(2, 1)],
      [del(0, 1), del(1, 1)],
      [del(2, 1), del(0, 1)],
      [["join", "B", "A", 3], ["join", "C", "A", 7]],
    ])
      assert.deepEqual(together(...apart), apart);
  });
  test("sends a part of what is very much, and then the rest", () => {
    const ops = Array.from({ length: 1001 }, (_, number) => ins(0, "x", "AB"[number % 2]));
    const page = new Page(["A", ""], ["B", ""]).type(...ops);
    assert.deepEqual(page.replica.edit().ops, ops.slice(0, 1000));
    assert.deepEqual(page.replica.left().waiting, ops.slice(1000));
    page.receive(change(11, ME, 1, ops.slice(0, 1000)));
    assert.deepEqual(page.replica.edit().ops, ops.slice(1000));
    assert.equal(page.text("A") + page.text("B"), "x".repeat(1001));
  });
  test("asks for what the server is to do in its turn, and where its place is by then", () => {
    const page = new Page(["A", "xyz"]).type(ins(3, "a")), { replica } = page, bold = { type: "command", name: "bold" };
    replica.edit();
    page.type(ins(0, "b"), ["do", "A", 1, 3, bold, "A"], ins(3, "c"), ["do", undefined, undefined, undefined, { type: "undo" }]);
    assert.equal(page.text(), "bxyc" + "za");
    page.receive(change(11, ME, 1, [ins(3, "a")]));
    assert.deepEqual(replica.edit().ops, [ins(0, "b")]);
    page.receive(change(12, YOU, 1, [ins(0, "w")]), change(13, ME, 2, [ins(1, "b")]));
    const sent = { ...bold, seq: 3, base: 13, caret: ["A", 2, 4, "A"], ops: [] };
    assert.deepEqual(replica.edit(), sent);
    page.receive(change(14, YOU, 2, [ins(0, "v")]));
    assert.deepEqual(replica.edit(true), sent, "again as it was");
    const placed = page.receive({ ...change(15, ME, 3, [], [ins(5, "**"), ins(3, "**")]), caret: ["A", 5, 7] });
    assert.equal(page.text(), "vwb**xy**cza");
    assert.equal(placed, undefined, "something was typed since");
    assert.deepEqual(replica.edit().ops, [ins(9, "c")]);
    page.receive(change(16, ME, 4, [ins(9, "c")]));
    assert.equal(replica.edit().type, "undo");
    assert.deepEqual(page.receive({ ...change(17, ME, 5, [], []), caret: ["A", 1, 1] }), ["A", 1, 1]);
    assert.ok(!replica.left());
  });
  test("sends nothing when there is nothing", () => {
    const { replica } = new Page(["A", ""]);
    assert.equal(replica.edit(), undefined);
    assert.equal(replica.edit(true), undefined);
    assert.ok(!replica.left());
  });
  test("sends again what is under way, and under its old number", () => {
    const page = new Page(["A", "xyz"]).type(ins(3, "a")), { replica } = page;
    replica.edit();
    page.type(ins(4, "b"));
    page.receive(change(11, YOU, 1, [ins(0, "w")]));
    assert.deepEqual(replica.edit(true), { type: "edit", seq: 1, base: 11, ops: [ins(4, "a")] });
    assert.deepEqual(replica.left().waiting, [ins(5, "b")]);
  });
  test("sends again what others made unnecessary, for its number is to be answered", () => {
    const page = new Page(["A", "xyz"]).type(del(0, 1)), { replica } = page;
    replica.edit();
    page.receive(change(11, YOU, 1, [del(0, 2)]));
    assert.deepEqual(replica.edit(true), { type: "edit", seq: 1, base: 11, ops: [] });
    assert.ok(replica.left().busy);
  });
});

suite("receiving", () => {
  test("carries what is pending over others' changes, and tells what they are by now", () => {
    const page = new Page(["A", "xyz"]).type(ins(0, "a"));
    page.replica.edit();
    page.type(ins(1, "b"));
    page.receive(change(11, YOU, 1, [ins(3, "!")]));
    assert.equal(page.text(), "abxyz!");
    assert.deepEqual(page.seen, [[ins(5, "!"), true]]);
    assert.deepEqual(page.replica.pending(), [ins(0, "a"), ins(1, "b")]);
  });
  test("does of its own change what the server added", () => {
    const page = new Page(["A", "xy"]).type(ins(1, "\n"));
    page.replica.edit();
    page.type(ins(2, "b"));
    page.receive(change(11, ME, 1, [ins(1, "\n")], [["split", "A", 1, "N"]]));
    assert.deepEqual(page.replica.pending(), [ins(0, "b", "N")]);
    assert.deepEqual([page.text("A"), page.text("N")], ["x", "by"]);
    assert.deepEqual(page.seen, [[["split", "A", 1, "N"], false]]);
  });
  test("keeps to the order in which changes were accepted", () => {
    const page = new Page(["A", ""]).type(ins(0, "a"));
    page.replica.edit();
    page.type(ins(1, "d"));
    const theirs = [change(11, YOU, 1, [ins(0, "b")]), change(13, YOU, 2, [ins(2, "c")])];
    page.receive(theirs[0], change(12, ME, 1, [ins(1, "a")]), theirs[1]);
    assert.equal(page.document.of("A"), "bac");
    assert.equal(page.text(), "bacd");
    assert.ok(!page.replica.left().busy);
  });
  test("takes an old change for an answer and nothing else", () => {
    const page = new Page(["A", "xyz"]).type(ins(0, "a"));
    page.replica.edit();
    page.receive(change(9, YOU, 1, [ins(0, "b")]), change(10, ME, 1, [ins(0, "a")]));
    assert.deepEqual([page.replica.left(), page.replica.revision(), page.text()], [undefined, 10, "xyz"]);
    assert.deepEqual(page.seen, []);
  });
  test("is not answered by an older edit of its own, nor by others' numbers", () => {
    const page = new Page(["A", ""]), { replica } = page;
    page.type(ins(0, "a"));
    replica.edit();
    page.receive(change(11, ME, 1, [ins(0, "a")]));
    page.type(ins(1, "b"));
    replica.edit();
    page.receive(change(11, ME, 1, [ins(0, "a")]), change(12, YOU, 2, [ins(0, "c")]));
    assert.ok(replica.left().busy);
    assert.equal(page.text(), "cab");
  });
});

suite("a frame", () => {
  const sync = (revision, changes, more) => ({ revision: `${revision}`, changes: JSON.stringify(changes), ...more });
  test("brings changes, or says that some are missing", () => {
    const page = new Page(["A", ""]), { replica } = page, theirs = (rev) => change(rev, YOU, rev, [ins(0, "b")]);
    page.type(ins(0, "a"));
    assert.notEqual(replica.take(sync(11, [theirs(11)])), false);
    assert.deepEqual([replica.revision(), replica.pending()], [11, [ins(1, "a")]]);
    assert.notEqual(replica.take(sync(11, [theirs(11)])), false, "a second time");
    assert.notEqual(replica.take(sync(10, [])), false, "an older one that tells of something else");
    assert.equal(replica.take(sync(12, [])), false);
    assert.deepEqual([replica.revision(), replica.pending()], [11, [ins(1, "a")]]);
  });
  test("goes on, is old, or comes too early", () => {
    const { replica } = new Page(["A", ""]);
    const frame = (revision, first) =>
      `<i id="sync" data-revision="${revision}" data-changes="[${first ? `{&quot;rev&quot;: ${first}` : ""}`;
    for (const [revision, first] of [[11, 11], [12, 11], [11, 9], [10, 9], [10], [9], [99]])
      assert.equal(replica.goesOn(frame(revision, first)), true);
    assert.equal(replica.goesOn(frame(9, 9)), undefined);
    assert.equal(replica.goesOn(frame(12, 12)), false);
  });
  test("brings a new text, or that an edit is refused", () => {
    const page = new Page(["A", "one"]).type(ins(3, "!")), { replica } = page, old = replica.bases();
    replica.edit();
    page.document = new Document([["A", "zero one"]]);
    assert.ok(replica.take(sync(99, [], { reset: "", settled: "0" }), old) !== false);
    assert.deepEqual([replica.revision(), replica.pending()], [99, [ins(8, "!")]]);
    assert.ok(replica.take(sync(98, [], { settled: "1" }), replica.bases()) !== false);
    assert.deepEqual([replica.revision(), replica.left(), page.text()], [99, undefined, "zero one"]);
  });
});

suite("a reset", () => {
  test("keeps what is not stored, under way or not", () => {
    const page = new Page(["A", "one two"]).type(ins(3, "!"));
    page.replica.edit();
    page.type(ins(8, "?"));
    page.reset(99, 0, ["A", "zero one two"]);
    assert.equal(page.text(), "zero one! two?");
    assert.deepEqual(page.replica.edit(true), { type: "edit", seq: 1, base: 99, ops: [ins(8, "!")] });
    assert.deepEqual(page.replica.left().waiting, [ins(13, "?")]);
  });
  test("has what was under way, if that is stored", () => {
    const page = new Page(["A", "one"]).type(ins(3, "!"));
    page.replica.edit();
    page.type(ins(4, "?"));
    page.reset(99, 1, ["A", "zero one!"]);
    assert.ok(!page.replica.left().busy);
    assert.equal(page.text(), "zero one!?");
    assert.deepEqual(page.replica.edit(), { type: "edit", seq: 2, base: 99, ops: [ins(9, "?")] });
  });
  test("drops what was under way, if that is refused, and keeps what was typed on it", () => {
    const page = new Page(["A", "one"]).type(ins(3, "!"));
    page.replica.edit();
    page.type(ins(0, "?"));
    page.reset(10, 1, ["A", "one"]);
    assert.equal(page.text(), "?one");
    assert.deepEqual(page.replica.edit(), { type: "edit", seq: 2, base: 10, ops: [ins(0, "?")] });
  });
  test("does not bring back what is deleted here", () => {
    for (const [now, here] of [["zero one two", "zero two"], ["one two three", "two three"]]) {
      const page = new Page(["A", "one two"]).type(del(0, 4));
      page.reset(99, 0, ["A", now]);
      assert.equal(page.text(), here);
    }
  });
  test("merges each block once, however much is pending in it", () => {
    const page = new Page(["A", "a"], ["B", "two"]).type(ins(1, "b"), ins(0, "!", "B"), ins(2, "c"), del(0, 1));
    page.reset(99, 0, ["A", "xa"], ["B", "two"], ["C", "three"]);
    assert.deepEqual(["A", "B", "C"].map((block) => page.text(block)), ["xbc", "!two", "three"]);
  });
  test("without a block in which something is pending leaves the others to write in", () => {
    const page = new Page(["A", "one"], ["B", "two"]).type(ins(0, "!"));
    page.reset(99, 0, ["B", "two"]);
    page.type(ins(0, "?", "B"));
    assert.equal(page.text("B"), "?two");
  });
});
