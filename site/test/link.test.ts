import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode, LinkError, maxInflated } from "../src/link";

const fails = (code: string) => (e: unknown) => e instanceof LinkError && e.code === code;

test("a link gives back the very text", async () => {
  for (const text of ["{}", '{"values":["1/3","−"]}', "刻み", "x".repeat(maxInflated)]) {
    assert.equal(await decode(await encode(text)), text);
  }
});

test("a link may name a language", async () => {
  assert.equal(await decode(`${await encode("{}")}&lang=ja`), "{}");
});

test("a hash that is no link is left alone", async () => {
  for (const hash of ["", "#", "#FTC-5", "#lang=ja", "#view"]) assert.equal(await decode(hash), null);
});

test("a damaged link is refused", async () => {
  const good = await encode('{"kizami":1,"digraph":{"nodes":3}}');
  const damaged = ["#v1.", "#v1", "#v1.abc", "#v1.***", "#v1.A", good.slice(0, -6), `${good}==`, `${good}&x=y`, good.replace("#v1.", "#v1.AAAA")];
  for (const hash of damaged) await assert.rejects(decode(hash), fails("link-malformed"), hash);
});

test("bytes that are not UTF-8 are refused", async () => {
  await assert.rejects(decode("#v1.q_7_rxYA"), fails("link-malformed"));
});

test("another version is named as such", async () => {
  await assert.rejects(decode("#v2.AAAA"), fails("link-version"));
});

test("a link that would unpack to too much is refused while it unpacks", async () => {
  await assert.rejects(decode(await encode("x".repeat(maxInflated + 1))), fails("link-too-large"));
  await assert.rejects(decode(await encode("x".repeat(64 << 20))), fails("link-too-large"));
  await assert.rejects(decode(`#v1.${"A".repeat(3 << 20)}`), fails("link-too-large"));
});
