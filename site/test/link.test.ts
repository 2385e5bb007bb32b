import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode, isLink, LinkError, maxInflated, momentOf, presetOf } from "../src/link";

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
  const damaged = ["#v1.", "#v1", "#v1.abc", "#v1.***", "#v1.A", good.slice(0, -6), good.replace("#v1.", "#v1.AAAA")];
  for (const hash of damaged) await assert.rejects(decode(hash), fails("link-malformed"), hash);
});

test("what mail and messengers do to a link is passed over", async () => {
  const good = await encode('{"kizami":1}', { at: 12, node: 3, lang: "ja" });
  const [data] = good.split("&");
  const middle = Math.floor(data!.length / 2);
  const folded = `${good.slice(0, middle)}%0A%20 \u200b${good.slice(middle)}`;
  for (const hash of [good, folded, `${data}==`, `${data}.`, `${data})`, `${data}>`, `${data}。`, `${data}」です`, `${data}&utm_source=mail`, `${data}?fbclid=A-b_c`, `${data}_`, `${data}--`, data!.replace(".", "%2E")]) {
    assert.equal(await decode(hash), '{"kizami":1}', hash);
  }
  for (const hash of [good, folded, `${data}&utm_source=mail&at=12&fbclid=1&node=3&lang=ja).`]) assert.deepEqual(momentOf(hash), { at: 12, node: 3, lang: "ja" }, hash);
  assert.deepEqual(momentOf(`${data}&at=x&format=7&lang=xx`), {});
  assert.equal(presetOf("#preset=ring6&at=2&utm_source=x"), "ring6");
  assert.equal(presetOf(good), null);
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

test("a link is known as one, however it was folded or escaped, and a broken one is never dropped", async () => {
  const broken = ["#v1.!", "#%20v1.!", "#v1%2E!", "# v1.", "#\u200bv1.!", "#%76%31%2e!", "#v2", "#%20v9"];
  for (const hash of broken) {
    assert.ok(isLink(hash), hash);
    await assert.rejects(decode(hash), LinkError, hash);
  }
  for (const hash of ["#preset=cycle4", "#%20preset%3Dcycle4&at=2", "#preset="]) assert.ok(isLink(hash), hash);
  for (const hash of ["", "#", "#FTC-5", "#lang=ja", "#view", "#values"]) assert.ok(!isLink(hash), hash);
});
