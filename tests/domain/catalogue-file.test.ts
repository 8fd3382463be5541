import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import trustedKeys from '../../resources/trusted-keys.json' with { type: 'json' };
import { plusMinutes } from '../../src/domain/base/wall-time.ts';
import { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import {
  type CatalogueFile,
  publicKeyHexOf,
  readCatalogueFile,
  secretKeyOfPhrase,
  signCatalogue,
  TrustedKeys,
} from '../../src/domain/catalogue/catalogue-file.ts';
import { Rule } from '../../src/domain/catalogue/catalogue-rule.ts';
import type { GivenChoice } from '../../src/domain/decision/decision.ts';
import { DEVELOPMENT_ROOT } from '../../src/domain/trust/development-keys.ts';
import { anyCatalogue } from './catalogue-arbitrary.ts';
import { decisionFor, MS_PER_DAY } from './desk.ts';
import { shipped, shippedText } from './shipped.ts';

function faultOf(text: string, keys: TrustedKeys = trustedKeys) {
  const reading = readCatalogueFile(text, keys);
  return reading.ok ? null : reading.fault;
}

function shippedFile(): CatalogueFile {
  return JSON.parse(shippedText());
}

/** Names that every object inherits, or that an assignment misreads. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

/** JSON text with one more field in the object that holds `"id": "ID"`. */
function withField(payload: unknown, id: string, field: string): string {
  const text = JSON.stringify(payload);
  const spoilt = text.replace(`"id":"${id}"`, `"id":"${id}",${JSON.stringify(field)}:{"x":1}`);
  expect(spoilt).not.toBe(text);
  return spoilt;
}

describe.each(INHERITED)('a catalogue with a field %s', (field) => {
  const [item] = shipped().items.filter(({ limits }) => limits.length > 0);
  const ids = shipped().items.map(({ id }) => id);
  const ruleId =
    shipped()
      .items.flatMap(({ rules }) => rules.map(({ id }) => id))
      .find((id) => !ids.includes(id)) ?? '';
  const limitId = item?.limits[0]?.id ?? '';

  test.each([ruleId, limitId])('in the rule or limit %s keeps it, and asks at that item alone', (id) => {
    const payload: unknown = JSON.parse(withField(shipped(), id, field));
    const reading = readCatalogueFile(JSON.stringify(signCatalogue(payload, DEVELOPMENT_ROOT)), trustedKeys);
    const items = reading.ok ? reading.catalogue.items : [];
    const unknown = items.flatMap(({ rules, limits }) => [...rules, ...limits]).filter(isUnknown);
    expect(unknown.map(({ id }) => id)).toEqual([id]);
    expect(JSON.stringify(unknown[0])).toContain(`${JSON.stringify(field)}:{"x":1}`);
  });

  test.each(['xijiao-pool', item?.id ?? ''])('in the site or item %s is read, and tells it by name', (id) => {
    const payload: unknown = JSON.parse(withField(shipped(), id, field));
    expect(Catalogue.safeParse(payload).error?.message).toContain(field);
    const reading = readCatalogueFile(JSON.stringify(signCatalogue(payload, DEVELOPMENT_ROOT)), trustedKeys);
    const list = id === 'xijiao-pool' ? 'sites' : 'items';
    expect(reading).toMatchObject({
      ok: true,
      catalogue: { unread: { places: [`${list}/${id}/${field}`] } },
    });
  });

  test('comes back through a second reading', () => {
    const rule = { kind: 'of-next-year', id: 'later', ...JSON.parse(`{${JSON.stringify(field)}:{"x":1}}`) };
    const once = Rule.parse(rule);
    expect(JSON.stringify(once)).toContain(`${JSON.stringify(field)}:{"x":1}`);
    expect(JSON.stringify(Rule.parse(JSON.parse(JSON.stringify(once))))).toBe(JSON.stringify(once));
  });
});

test('a rule whose id is no text is unknown, and nothing asks it for its text', () => {
  for (const id of [{ toString: 1 }, null, []]) {
    expect(Rule.parse({ kind: 'of-next-year', id })).toMatchObject({ kind: 'unknown', id: '' });
  }
});

function isUnknown(rule: { readonly kind: string }): boolean {
  return rule.kind === 'unknown';
}

describe('a signed catalogue file', () => {
  test('is read with the shipped keys', () => {
    expect(TrustedKeys.parse(trustedKeys)).toEqual(trustedKeys);
    expect(shipped().sites.map((site) => site.id)).toContain('xijiao-pool');
  });

  test('may be laid out anew', () => {
    const { keyId, signatureHex, payload } = shippedFile();
    const keysTurned = JSON.stringify({ payload, signatureHex, keyId }, null, 7);
    expect(readCatalogueFile(keysTurned, trustedKeys)).toEqual({ ok: true, catalogue: shipped() });
  });

  test.each([
    ['', 'not-json'],
    ['{"keyId":', 'not-json'],
    ['<html>502 Bad Gateway</html>', 'not-json'],
    ['null', 'bad-shape'],
    ['{}', 'bad-shape'],
    ['[1]', 'bad-shape'],
  ])('that is %s is refused as %s', (text, kind) => {
    expect(faultOf(text)?.kind).toBe(kind);
  });

  test('with one price changed is refused', () => {
    const changed = shippedText().replace('"listFen": 5000', '"listFen": 5001');
    expect(changed).not.toBe(shippedText());
    expect(faultOf(changed)).toEqual({
      kind: 'bad-signature',
      message: 'the signature does not fit the payload and the key development',
    });
  });

  test('with a signature of another key is refused', () => {
    const secretKey = secretKeyOfPhrase('somebody else');
    const forged = { ...shippedFile(), ...signCatalogue(shipped(), { keyId: 'development', secretKey }) };
    expect(faultOf(JSON.stringify(forged))?.kind).toBe('bad-signature');
    const signed = signCatalogue(shipped(), { keyId: 'somebody', secretKey });
    expect(faultOf(JSON.stringify(signed))).toEqual({
      kind: 'unknown-key',
      message: 'no trusted key is called somebody',
    });
    const key = { id: 'somebody', publicKeyHex: publicKeyHexOf(secretKey), note: '' };
    expect(faultOf(JSON.stringify(signed), { keys: [...trustedKeys.keys, key] })).toBeNull();
  });

  test('that is not JSON is told so', () => {
    expect(faultOf('{')).toEqual({ kind: 'not-json', message: 'the file is not JSON' });
  });

  test('has a signature of 128 and keys of 64 hexadecimal digits, no more and no less', () => {
    const { signatureHex } = shippedFile();
    for (const wrong of [
      `0${signatureHex}`,
      `${signatureHex}0`,
      signatureHex.slice(1),
      signatureHex.toUpperCase(),
    ]) {
      expect(faultOf(JSON.stringify({ ...shippedFile(), signatureHex: wrong }))?.kind).toBe('bad-shape');
    }
    const key = publicKeyHexOf(DEVELOPMENT_ROOT.secretKey);
    const isKey = (publicKeyHex: string) =>
      TrustedKeys.safeParse({ keys: [{ id: 'a', publicKeyHex, note: '' }] }).success;
    expect([key, `0${key}`, `${key}0`, key.slice(1)].map(isKey)).toEqual([true, false, false, false]);
  });

  test('with a stranger beside its fields is refused', () => {
    expect(faultOf(JSON.stringify({ ...shippedFile(), extra: 1 }))?.kind).toBe('bad-shape');
  });

  test('that cannot be brought into canonical form is refused', () => {
    const broken = JSON.stringify({ ...shippedFile(), payload: '?' }).replace('"?"', '"\\ud800"');
    expect(faultOf(broken)?.kind).toBe('bad-signature');
  });

  test('that is signed but is no catalogue is refused, with where and why', () => {
    const payload = { ...shipped(), sites: [] };
    const fault = faultOf(JSON.stringify(signCatalogue(payload, DEVELOPMENT_ROOT)));
    expect(fault?.kind).toBe('bad-shape');
    expect(fault?.message).toContain('sites');
  });

  test('signs over a context of its own', () => {
    const { signatureHex } = signCatalogue({}, DEVELOPMENT_ROOT);
    expect(faultOf(JSON.stringify({ keyId: 'development', signatureHex, payload: {} }))?.kind).toBe(
      'bad-shape',
    );
    expect(signatureHex).toBe(signCatalogue({}, DEVELOPMENT_ROOT).signatureHex);
    expect(publicKeyHexOf(DEVELOPMENT_ROOT.secretKey)).toBe(trustedKeys.keys[0]?.publicKeyHex);
  });

  test('comes back from text as it went in, whatever the catalogue', () => {
    fc.assert(
      fc.property(anyCatalogue, (catalogue) => {
        const text = JSON.stringify(signCatalogue(catalogue, DEVELOPMENT_ROOT));
        const reading = readCatalogueFile(text, trustedKeys);
        // As texts: a comparison of values skips a key that is called `__proto__`.
        expect(canonicalize(reading)).toBe(canonicalize({ ok: true, catalogue }));
      }),
      { numRuns: 60 },
    );
  });
});

test('no valid catalogue makes the decision throw, at any time and for any choice', () => {
  const choice: fc.Arbitrary<GivenChoice> = fc.record(
    {
      person: fc.constantFrom('holder' as const, 'spouse' as const, 'child' as const),
      quantity: fc.integer({ min: -1, max: 1001 }),
      start: fc
        .integer({ min: 0, max: 15 * 365 * 1440 })
        .map((minute) => plusMinutes('2020-01-01T00:00', minute)),
      minutes: fc.oneof(fc.integer({ min: -1, max: 2000 }), fc.double()),
      listFen: fc.option(fc.oneof(fc.integer({ min: -1, max: 200_000_000 }), fc.double())),
    },
    { requiredKeys: [] },
  );
  const now = fc
    .integer({ min: 0, max: 15 * 365 * 1440 })
    .map((minute) => plusMinutes('2020-01-01T00:00', minute));
  const dataAgeMs = fc.constantFrom(0, 8 * MS_PER_DAY, 31 * MS_PER_DAY, 91 * MS_PER_DAY, null);
  fc.assert(
    fc.property(anyCatalogue, now, choice, dataAgeMs, (catalogue, minute, chosen, age) => {
      const read = Catalogue.parse(JSON.parse(JSON.stringify(catalogue)));
      const choices = Object.fromEntries(read.items.map((item) => [item.id, chosen]));
      const decision = decisionFor({ site: 'desk', now: minute, catalogue: read, dataAgeMs: age, choices });
      for (const item of decision.items) {
        const price = item.kind === 'yes' || item.kind === 'ask' ? item.price : null;
        if (price !== null) expect(Number.isSafeInteger(price.totalFen) && price.totalFen >= 0).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

describe('the shape of a catalogue', () => {
  const site = shipped().sites[0];
  const item = shipped().items[0];
  if (site === undefined || item === undefined) throw new Error('the catalogue is empty');
  const rule = item.rules[0];

  function isCatalogue(change: (catalogue: Catalogue) => unknown): boolean {
    return Catalogue.safeParse(change(shipped())).success;
  }

  test('reads a kind of site that a newer catalogue adds as other', () => {
    const parsed = Catalogue.parse({ ...shipped(), sites: [{ ...site, kind: 'planetarium' }] });
    expect(parsed.sites[0]?.kind).toBe('other');
    expect(shipped().sites.map((known) => known.kind)).not.toContain('other');
  });

  test('may have more symbologies read, of those that are known, and need not', () => {
    expect(isCatalogue((catalogue) => ({ ...catalogue, addedSymbologies: ['code39', 'pdf417'] }))).toBe(true);
    expect(isCatalogue((catalogue) => ({ ...catalogue, addedSymbologies: ['maxicode'] }))).toBe(false);
    expect(shipped().addedSymbologies).toBeUndefined();
  });

  test.each([
    ['no site', (catalogue: Catalogue) => ({ ...catalogue, sites: [] })],
    ['another format', (catalogue: Catalogue) => ({ ...catalogue, format: 2 })],
    ['version 0', (catalogue: Catalogue) => ({ ...catalogue, version: 0 })],
    ['a day that is none', (catalogue: Catalogue) => ({ ...catalogue, validFrom: '2026-02-30' })],
    ['a capital in an id', (catalogue: Catalogue) => ({ ...catalogue, sites: [{ ...site, id: 'Pool' }] })],
    ['clause 11', (catalogue: Catalogue) => ({ ...catalogue, sites: [{ ...site, clause: '11' }] })],
    ['no English', (catalogue: Catalogue) => ({ ...catalogue, title: { zh: '标题', en: '' } })],
    ['an item at no site', (catalogue: Catalogue) => ({ ...catalogue, items: [{ ...item, siteIds: [] }] })],
    ['an item for nobody', (catalogue: Catalogue) => ({ ...catalogue, items: [{ ...item, eligible: [] }] })],
    ['no time', (catalogue: Catalogue) => withRule(catalogue, { start: '8:00' })],
    ['an id of 65', (catalogue: Catalogue) => ({ ...catalogue, sites: [{ ...site, id: 'a'.repeat(65) }] })],
    ['words for a phone', (catalogue: Catalogue) => ({ ...catalogue, hotline: 'call 81378224' })],
    ['words after a phone', (catalogue: Catalogue) => ({ ...catalogue, hotline: '81378224 (Li)' })],
    ['a time with more before it', (catalogue: Catalogue) => withRule(catalogue, { start: '108:00' })],
    ['a time with more after it', (catalogue: Catalogue) => withRule(catalogue, { start: '08:000' })],
    [
      'a rule that is a number',
      (catalogue: Catalogue) => ({ ...catalogue, items: [{ ...item, rules: [7] }] }),
    ],
    ['25 hours', (catalogue: Catalogue) => withRule(catalogue, { end: '25:00' })],
    ['minute 60', (catalogue: Catalogue) => withRule(catalogue, { end: '23:60' })],
    ['half a fen', (catalogue: Catalogue) => withRule(catalogue, { listFen: 0.5 })],
    ['a negative price', (catalogue: Catalogue) => withRule(catalogue, { listFen: -1 })],
    ['0 percent', (catalogue: Catalogue) => withRule(catalogue, { card: { kind: 'ratio', percent: 0 } })],
    ['101 percent', (catalogue: Catalogue) => withRule(catalogue, { card: { kind: 'ratio', percent: 101 } })],
    [
      'a rule that is a word',
      (catalogue: Catalogue) => ({ ...catalogue, items: [{ ...item, rules: ['price'] }] }),
    ],
    [
      'a rule that is null',
      (catalogue: Catalogue) => ({ ...catalogue, items: [{ ...item, rules: [null] }] }),
    ],
    [
      'a rule without a kind',
      (catalogue: Catalogue) => ({ ...catalogue, items: [{ ...item, rules: [{}] }] }),
    ],
    [
      'a rule that is a list',
      (catalogue: Catalogue) => ({ ...catalogue, items: [{ ...item, rules: [[]] }] }),
    ],
    ['a rule without days', (catalogue: Catalogue) => withRule(catalogue, { days: undefined })],
    ['a rule without a card price', (catalogue: Catalogue) => withRule(catalogue, { card: null })],
  ])('refuses %s', (_, change) => {
    expect(isCatalogue((catalogue) => catalogue)).toBe(true);
    expect(isCatalogue(change)).toBe(false);
  });

  test.each([
    ['24:00 as an end', { start: '23:59', end: '24:00' }],
    ['a clause of two figures', { clause: '10.12.3' }],
    ['1 percent', { card: { kind: 'ratio', percent: 1 } }],
    ['100 percent', { card: { kind: 'ratio', percent: 100 } }],
    ['a price of nothing', { listFen: 0 }],
    ['the highest price', { listFen: 100_000_000 }],
  ])('takes %s', (_, change) => {
    expect(isCatalogue((catalogue) => withRule(catalogue, change))).toBe(true);
  });

  test('keeps what it does not know of a rule', () => {
    const strange = { kind: 'lottery', chance: 0.5 };
    const parsed = Catalogue.parse({ ...shipped(), items: [{ ...item, rules: [strange], limits: [] }] });
    expect(parsed.items[0]?.rules).toEqual([{ kind: 'unknown', id: '', given: strange }]);
  });

  function withRule(catalogue: Catalogue, change: object): unknown {
    return { ...catalogue, items: [{ ...item, rules: [{ ...rule, ...change }] }] };
  }
});
