// Prints the sizes of a file as it is, by gzip -9 and by brotli -11: node size.js FILE.
"use strict";
const fs = require("node:fs");
const { brotliCompressSync, gzipSync } = require("node:zlib");

const data = fs.readFileSync(process.argv[2]);
console.log(data.length, gzipSync(data, { level: 9 }).length, brotliCompressSync(data).length);
