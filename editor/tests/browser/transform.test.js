// The cases that both languages run; editor/tests/merge/test_cases.py is their other half.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";

import { cross, follow } from "../../../static/editor/transform.js";
import { Document } from "./document.js";

const cases = JSON.parse(readFileSync(new URL("../merge/cases.json", import.meta.url), "utf8"));

suite("cross", () => {
  for (const { name, start, mine, theirs, mine_after, theirs_after, texts } of cases)
    test(name, () => {
      const crossed = cross(mine, theirs);
      assert.deepEqual(crossed, [mine_after, theirs_after]);
      assert.deepEqual(new Document(start).apply(theirs).apply(crossed[0]).blocks, texts);
      assert.deepEqual(new Document(start).apply(mine).apply(crossed[1]).blocks, texts);
    });
});

suite("follow", () => {
  const goes = (place, op, there, stay) => assert.deepEqual(follow(place, op, stay), there);

  test("an insertion pushes what is behind it", () => {
    goes(["A", 1], ["ins", "A", 2, "xy"], ["A", 1]);
    goes(["A", 3], ["ins", "A", 2, "xy"], ["A", 5]);
    goes(["A", 3], ["ins", "B", 2, "xy"], ["A", 3]);
  });
  test("an insertion counts in code points", () => goes(["A", 3], ["ins", "A", 0, "😀e\u0301"], ["A", 6]));
  test("at the very place of an insertion it goes along or stays", () => {
    goes(["A", 2], ["ins", "A", 2, "xy"], ["A", 4]);
    goes(["A", 2], ["ins", "A", 2, "xy"], ["A", 2], true);
  });
  test("a deletion pulls what is behind it", () => {
    goes(["A", 1], ["del", "A", 2, 3], ["A", 1]);
    goes(["A", 4], ["del", "A", 2, 3], ["A", 2]);
    goes(["A", 9], ["del", "A", 2, 3], ["A", 6]);
  });
  test("what is behind a split is in the new block", () => {
    goes(["A", 2], ["split", "A", 2, "N"], ["A", 2]);
    goes(["A", 3], ["split", "A", 2, "N"], ["N", 0]);
  });
  test("what is in a joined block is in the one above", () => {
    goes(["B", 1], ["join", "B", "A", 4], ["A", 6]);
    goes(["A", 1], ["join", "B", "A", 4], ["A", 1]);
  });
});
