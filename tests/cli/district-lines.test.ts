import { expect, test } from 'vitest';
import { readOfficeLine } from '../../src/cli/district/office-line.ts';

const CARD = 'LW20260001I';

test.each([
  ['', { kind: 'code', siteIds: null, kioskName: null }],
  ['   ', { kind: 'code', siteIds: null, kioskName: null }],
  ['code --site a --site b --site a', { kind: 'code', siteIds: ['a', 'b'], kioskName: null }],
  ['code --name 泳池 --site a', { kind: 'code', siteIds: ['a'], kioskName: '泳池' }],
  [`deny ${CARD} lost`, { kind: 'deny', denial: { cardNumber: CARD, status: 'lost', issueSerial: null } }],
  [
    ` deny  ${CARD} replaced 12 `,
    { kind: 'deny', denial: { cardNumber: CARD, status: 'replaced', issueSerial: 12 } },
  ],
  [`allow ${CARD}`, { kind: 'allow', cardNumber: CARD }],
  [
    'token --name 报表 --role finance --days 30',
    { kind: 'token', order: { name: '报表', role: 'finance', siteIds: null, days: 30 } },
  ],
  [
    'token --name a --role venue-manager --site b',
    { kind: 'token', order: { name: 'a', role: 'venue-manager', siteIds: ['b'], days: 90 } },
  ],
])('the line %j is understood', (line, asked) => {
  expect(readOfficeLine(line)).toEqual(asked);
});

test.each(['\u001b[31mX', 'a\u0007', `${'台'.repeat(81)}`])('no kiosk is called %j', (name) => {
  expect(readOfficeLine(`code --site a --name ${name}`)).toMatchObject({
    kind: 'wrong',
    message: expect.stringMatching(/^--name：.*控制字符.*no code was made/),
  });
});

test.each([
  'code',
  'code a',
  'code --name 泳池',
  'code --site',
  'deny',
  `deny ${CARD}`,
  `deny ${CARD} active`,
  `deny ${CARD} lost -1`,
  `deny ${CARD} lost 1.5`,
  `deny ${CARD} lost 4294967296`,
  `deny ${CARD} lost 1 2`,
  'deny lw lost',
  'allow',
  `allow ${CARD} lost`,
  `revoke ${CARD}`,
  'token',
  'token --name a',
  'token --role finance',
  'token --name a --role king',
  'token --name a --role finance --days 0',
])('the line %j is told to be wrong, with what there is', (line) => {
  expect(readOfficeLine(line)).toMatchObject({
    kind: 'wrong',
    message: expect.stringContaining('deny NUMBER'),
  });
});
