import { argv, exit } from 'node:process';

/** `npm run bench` runs all measurements, `npm run bench -- verdict` the named ones. */
const BENCHES = {
  verdict: async () => (await import('./verdict.ts')).benchVerdict(),
  decide: async () => (await import('./decide.ts')).benchDecide(),
} satisfies Record<string, () => Promise<void>>;

const named = argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  exit(1);
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length === 0 || named.includes(name)) await bench();
}
