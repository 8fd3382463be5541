import { Message } from 'node-hl7-client';
import { expect, test } from 'vitest';
import { instantOf } from '../../../src/domain/base/wall-time.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { folderFileOf } from '../../../src/domain/handover/folder-line.ts';
import type { Handover } from '../../../src/domain/handover/handover.ts';
import { hl7MessageOf } from '../../../src/domain/handover/hl7-message.ts';
import { restCallOf } from '../../../src/domain/handover/rest-call.ts';
import { HandoverTarget, MllpTarget, RestTarget } from '../../../src/domain/handover/target.ts';
import { templateFaultOf } from '../../../src/domain/handover/template.ts';

const ARRIVAL: Handover = {
  id: '00112233445566778899',
  action: 'arrive',
  of: '00112233445566778899',
  cardNumber: cardNumberOf('LW20260001'),
  name: '张*明',
  isFullName: false,
  atMs: instantOf('2026-11-30T22:15') + 7_042,
  isTest: false,
};
const CANCEL: Handover = { ...ARRIVAL, id: 'AABBCCDDEEFF00112233', action: 'cancel' };
const MLLP = MllpTarget.parse({
  kind: 'mllp',
  host: '10.0.0.9',
  port: 2575,
  courtesyCode: 'LW',
  version: '2.5',
});
const REST = RestTarget.parse({ kind: 'rest', url: 'https://his.example/fhir/Encounter' });

test('an arrival is ADT^A04, and nothing but card number, masked name and the codes of the site is in it', () => {
  expect(hl7MessageOf(ARRIVAL, MLLP).split('\r')).toEqual([
    'MSH|^~\\&|TALENTCARD||HIS||20261130221507+0800||ADT^A04^ADT_A01|00112233445566778899|P|2.5||||||UNICODE UTF-8',
    'EVN|A04|20261130221507+0800',
    'PID|1||LW20260001I^^^LIWAN||张*明^^^^^^S',
    'PV1|1|O||||||||||||||VIP||||||LW',
    '',
  ]);
});

test('a library of HL7 reads the same fields, and how urgent it is stays empty', () => {
  const read = new Message({ text: hl7MessageOf({ ...ARRIVAL, name: '王|小^明', isFullName: true }, MLLP) });
  expect(read.get('MSH.10').toString()).toBe(ARRIVAL.id);
  expect(read.get('PID.3.1').toString()).toBe('LW20260001I');
  expect(read.get('PID.5.1').toString()).toBe('王|小^明');
  expect(read.get('PID.5.7').toString()).toBe('L');
  expect(read.get('PV1.16').toString()).toBe('VIP');
  expect(read.get('PV1.22').toString()).toBe('LW');
  expect(read.get('PV1.4').toString()).toBe('');
});

test.each([
  ['A04', 'ADT^A11^ADT_A09'],
  ['A05', 'ADT^A38^ADT_A38'],
] as const)('what %s told is taken back by %s', (event, type) => {
  const [header = ''] = hl7MessageOf(CANCEL, { ...MLLP, event }).split('\r');
  expect(header.split('|')[8]).toBe(type);
  expect(header.split('|')[9]).toBe(CANCEL.id);
});

test('no text of a holder ends a field, a segment or the message', () => {
  const text = hl7MessageOf({ ...ARRIVAL, name: 'a\rPV1|1|E\u001c\r' }, MLLP);
  expect(text.split('\r')).toHaveLength(5);
  expect(text).not.toContain('\u001c');
});

test('a first message of FHIR is made once by its identifier, and a cancel changes that one', () => {
  const made = restCallOf(ARRIVAL, REST);
  const query = 'identifier=urn%3Aliwan-talent-card%3Ahandover%7C00112233445566778899';
  expect(made).toMatchObject({ method: 'POST', url: REST.url });
  expect(made.headers).toMatchObject({ 'if-none-exist': query, 'idempotency-key': ARRIVAL.id });
  expect(JSON.parse(made.body)).toEqual({
    resourceType: 'Encounter',
    identifier: [{ system: 'urn:liwan-talent-card:handover', value: ARRIVAL.id }],
    status: 'arrived',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: {
      identifier: { system: 'urn:liwan-talent-card:card', value: 'LW20260001I' },
      display: '张*明',
    },
    period: { start: '2026-11-30T22:15:07+08:00' },
    hospitalization: {
      specialCourtesy: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/v3-EncounterSpecialCourtesy', code: 'VIP' },
          ],
        },
      ],
    },
  });
  const cancelled = restCallOf(CANCEL, REST);
  expect(cancelled).toMatchObject({ method: 'PUT', url: `${REST.url}?${query}` });
  expect(cancelled.headers['idempotency-key']).toBe(CANCEL.id);
  expect(JSON.parse(cancelled.body)).toMatchObject({ status: 'cancelled' });
});

test('a template of the site is filled as JSON: no value can change what it says', () => {
  const template = '{"kh":"{{cardNumber}}","xm":"{{ name }}","bz":{"yxj":["{{courtesy}}"],"sj":"{{at}}"}}';
  const call = restCallOf({ ...ARRIVAL, name: '"},{{id}}' }, { ...REST, template });
  expect(JSON.parse(call.body)).toEqual({
    kh: 'LW20260001I',
    xm: '"},{{id}}',
    bz: { yxj: ['VIP'], sj: '2026-11-30T22:15:07+08:00' },
  });
  expect(templateFaultOf('{"a":"{{diagnosis}}"}')).toBe('unknown-name');
  expect(templateFaultOf('[1]')).toBe('not-json');
  expect(templateFaultOf('{"a":')).toBe('not-json');
});

test('a line for the drop folder has a name of its own, and no cell is a formula', () => {
  const { name, text } = folderFileOf({ ...ARRIVAL, name: '=cmd|"x"' });
  expect(name).toBe('handover-20261130221507042-00112233445566778899.csv');
  const [, line] = text.split('\r\n');
  expect(line).toBe(
    '00112233445566778899,00112233445566778899,arrive,LW20260001I,"\'=cmd|""x""",masked,2026-11-30T22:15:07+08:00,live',
  );
});

test.each([
  [{ kind: 'rest', url: 'ftp://his.example/' }],
  [{ kind: 'rest', url: 'https://user:word@his.example/' }],
  [{ kind: 'mllp', host: 'a b', port: 1 }],
  [{ kind: 'mllp', host: 'his', port: 2575, vipIndicator: 'V|P' }],
  [{ kind: 'folder', path: '' }],
])('%j is no target', (target) => {
  expect(HandoverTarget.safeParse(target).success).toBe(false);
});
