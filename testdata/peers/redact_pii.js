#!/usr/bin/env node
// redact_pii.js GOLD.jsonl > PRED.jsonl : what npm's redact-pii finds in labelled texts, in the same form as presidio.py.
//
// Needs Node and `npm install redact-pii` in a folder outside the project, given by NODE_PATH=FOLDER/node_modules.
// The package only gives back a redacted text, so its redactors are run one by one, in its own order, and each change is
// laid over the text before it. Offsets are Unicode code points. --names runs the name redactor alone; its speed
// (megabytes a second, start apart) goes to stderr.
'use strict';
const fs = require('fs');
const patterns = require('redact-pii/lib/built-ins/simple-regexp-patterns');
const { NameRedactor } = require('redact-pii/lib/built-ins/NameRedactor');

const NAME = 'PERSON_NAME';
const ENTITY = {
  credentials: 'CREDENTIALS', creditCardNumber: 'CREDIT_CARD', emailAddress: 'EMAIL_ADDRESS', ipAddress: 'IP_ADDRESS',
  password: 'PASSWORD', phoneNumber: 'PHONE_NUMBER', streetAddress: 'STREET_ADDRESS', username: 'USERNAME',
  usSocialSecurityNumber: 'US_SSN', zipcode: 'ZIP', url: 'URL', digits: 'DIGITS',
};

// changesByPattern are the matches of one of the package's patterns, as [start, end].
function changesByPattern(text, re) {
  const out = [];
  text.replace(re, (m, ...rest) => {
    const at = rest.find((x) => typeof x === 'number');
    if (m.length) out.push([at, at + m.length]);
    return m;
  });
  return out;
}

// changesOfNames lays the redacted text over the text: what stands between two kept pieces was replaced.
function changesOfNames(text, redacted) {
  const pieces = redacted.split(NAME), out = [];
  let at = pieces[0].length;
  for (let i = 1; i < pieces.length; i++) {
    let next = i === pieces.length - 1 ? text.length - pieces[i].length : text.indexOf(pieces[i], at + 1);
    if (next < at) next = at;
    if (next > at) out.push([at, next]);
    at = next + pieces[i].length;
  }
  return out;
}

function find(text, redactors) {
  let cur = text, from = [...Array(text.length + 1).keys()], to = from.map((i) => i + 1);
  const found = [];
  for (const r of redactors) {
    const changes = r.changes(cur);
    let next = '', f = [], t = [], at = 0;
    const keep = (end) => {
      next += cur.slice(at, end);
      for (let i = at; i < end; i++) { f.push(from[i]); t.push(to[i]); }
    };
    for (const [s, e] of changes) {
      keep(s);
      found.push({ start: from[s], end: to[e - 1], entity: r.entity });
      next += r.token;
      for (let i = 0; i < r.token.length; i++) { f.push(from[s]); t.push(to[e - 1]); }
      at = e;
    }
    keep(cur.length);
    [cur, from, to] = [next, f, t];
  }
  return found;
}

function main() {
  const args = process.argv.slice(2).filter((a) => !a.startsWith('--'));
  const only = process.argv.includes('--names');
  const redactors = Object.keys(patterns).filter((k) => !only && patterns[k] instanceof RegExp)
    .map((k) => ({ entity: ENTITY[k] || k.toUpperCase(), token: (ENTITY[k] || k).toUpperCase(), changes: (s) => changesByPattern(s, patterns[k]) }));
  const names = new NameRedactor(NAME);
  redactors.push({ entity: 'PERSON', token: NAME, changes: (s) => changesOfNames(s, names.redact(s)) });
  let size = 0;
  const t0 = process.hrtime.bigint();
  for (const line of fs.readFileSync(args[0], 'utf8').split('\n')) {
    if (!line.trim()) continue;
    const g = JSON.parse(line);
    size += Buffer.byteLength(g.text);
    const points = [0];   // UTF-16 index to code point index
    for (let i = 0, n = 0; i < g.text.length; i++) {
      const low = g.text.charCodeAt(i) >= 0xdc00 && g.text.charCodeAt(i) < 0xe000;
      if (!low) n++;
      points.push(n);
    }
    const matches = find(g.text, redactors).map((m) => ({ start: points[m.start], end: points[m.end], entity: m.entity }));
    console.log(JSON.stringify({ id: g.id, matches }));
  }
  const seconds = Number(process.hrtime.bigint() - t0) / 1e9;
  console.error(`${(size / 1e6 / seconds).toFixed(4)} MB/s`);
}

main();
