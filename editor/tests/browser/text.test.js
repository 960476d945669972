import assert from "node:assert/strict";
import { suite, test } from "node:test";

import { length, slice, splice, toPoints, toUnits } from "../../../static/editor/text.js";
import { Document } from "./document.js";
import { Random, SEED } from "./random.js";

const MIXED = "a😀e\u0301🇪🇺של";

suite("code points", () => {
  test("are what length and slice count", () => {
    assert.equal(length(MIXED), 8);
    assert.equal(slice(MIXED, 1, 4), "😀e\u0301");
    assert.equal(slice(MIXED, 6), "של");
    assert.equal(slice("plain", 1, 3), "la");
    assert.equal(slice(MIXED, 9), "");
  });
  test("become units and units become them", () => {
    const places = [0, 1, 3, 4, 5, 7, 9, 10, 11];
    places.forEach((units, at) => {
      assert.equal(toPoints(MIXED, units), at);
      assert.equal(toUnits(MIXED, at), units);
    });
  });
});

suite("splice", () => {
  /** `now` is written with the caret as a bar. */
  const finds = (old, now, ...ops) => {
    const caret = now.indexOf("|");
    assert.deepEqual(splice("A", old, now.replace("|", ""), caret), ops.map(([kind, ...rest]) => [kind, "A", ...rest]));
  };

  test("nothing", () => finds("abc", "ab|c"));
  test("typing", () => {
    finds("", "a|", ["ins", 0, "a"]);
    finds("ac", "ab|c", ["ins", 1, "b"]);
    finds("ac", "abbb|c", ["ins", 1, "bbb"]);
    finds("ab", "a\n|b", ["ins", 1, "\n"]);
  });
  test("deleting", () => {
    finds("abc", "a|c", ["del", 1, 1]);
    finds("abc", "|", ["del", 0, 3]);
  });
  test("replacing", () => {
    finds("one two", "one 2|", ["del", 4, 3], ["ins", 4, "2"]);
    finds("teh end", "the| end", ["del", 1, 2], ["ins", 1, "he"]);
  });
  test("a letter among its like is where the caret is", () => {
    finds("aaa", "a|aaa", ["ins", 0, "a"]);
    finds("aaa", "aa|aa", ["ins", 1, "a"]);
    finds("aaa", "aaaa|", ["ins", 3, "a"]);
    finds("aaa", "|aa", ["del", 0, 1]);
    finds("aaa", "a|a", ["del", 1, 1]);
    finds("aaa", "aa|", ["del", 2, 1]);
    finds("abab", "ab|abab", ["ins", 0, "ab"]);
  });
  test("emojis whole, though some begin with the same unit", () => {
    finds("😀", "😁|", ["del", 0, 1], ["ins", 0, "😁"]);
    finds("😀😀", "😀|😀😀", ["ins", 0, "😀"]);
    finds("a😀b", "a😀🇪🇺|b", ["ins", 2, "🇪🇺"]);
    finds("🇪🇺x", "|x", ["del", 0, 2]);
    finds("😀e\u0301", "😀e|", ["del", 2, 1]);
  });
  test("from right to left", () => finds("של", "שלו|", ["ins", 2, "ו"]));
  test("with the caret at the start: only what the texts do not share", () => {
    finds("one two", "|one 2 two", ["ins", 3, " 2"]);
    finds("one two three", "|one 2 three", ["del", 4, 3], ["ins", 4, "2"]);
  });

  test("makes what is there now of whatever was", () => {
    const random = new Random(SEED), alphabet = [..."aab\n😀😁e\u0301ש"];
    const some = () => Array.from({ length: random.below(7) }, () => random.of(alphabet)).join("");
    for (let run = 0; run < 3000; run++) {
      const old = some(), now = some(), caret = random.below(length(now) + 1);
      const ops = splice("A", old, now, toUnits(now, caret));
      assert.equal(new Document([["A", old]]).apply(ops).of("A"), now, `SEED=${SEED}`);
      assert.ok(ops.length < 3);
    }
  });
});
