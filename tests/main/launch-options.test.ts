import { expect, test } from 'vitest';
import { launchOptions } from '../../src/main/launch-options.ts';

const NOTHING = {
  refused: [] as string[],
  quit: false,
  kiosk: false,
  profileFolder: undefined,
  districtUrl: undefined,
  trustFile: undefined,
  demoCardsFile: undefined,
  enrolmentCode: undefined,
  newProfile: false,
  siteId: undefined,
};

const SOURCES = { isPackaged: false };

const ENVIRONMENT = {
  KIOSK_PROFILE: '/p',
  KIOSK_DISTRICT_URL: 'http://d',
  KIOSK_TRUST: '/t.json',
  KIOSK_DEMO: '/c.json',
  KIOSK_ENROL_CODE: '12345678',
  KIOSK_SITE: 'pool',
};

test('starts as an ordinary window in the system’s own place', () => {
  expect(launchOptions(['.'], {}, SOURCES)).toEqual(NOTHING);
});

test('reads the environment', () => {
  expect(launchOptions([], ENVIRONMENT, SOURCES)).toEqual({
    ...NOTHING,
    profileFolder: '/p',
    districtUrl: 'http://d',
    trustFile: '/t.json',
    demoCardsFile: '/c.json',
    enrolmentCode: '12345678',
    newProfile: false,
    siteId: 'pool',
  });
});

test('the command line wins', () => {
  const args = [
    '.',
    '--kiosk',
    '--profile=/q',
    '--district-url',
    'http://e',
    '--demo=/e.json',
    '--trust=/u.json',
  ];
  expect(launchOptions([...args, '--code=87654321', '--site=hall'], ENVIRONMENT, SOURCES)).toEqual({
    ...NOTHING,
    kiosk: true,
    profileFolder: '/q',
    districtUrl: 'http://e',
    trustFile: '/u.json',
    demoCardsFile: '/e.json',
    enrolmentCode: '12345678',
    newProfile: false,
    siteId: 'hall',
  });
});

test('passes over what Chromium adds and what is empty', () => {
  expect(launchOptions(['--no-sandbox', '--lang=zh-CN', '--profile='], { KIOSK_DEMO: '' }, SOURCES)).toEqual(
    NOTHING,
  );
});

const INSTALLED = { isPackaged: true };

test('an installed kiosk takes nothing from its environment', () => {
  expect(launchOptions(['--kiosk'], ENVIRONMENT, INSTALLED)).toEqual({ ...NOTHING, kiosk: true });
  expect(launchOptions(['--quit'], ENVIRONMENT, INSTALLED)).toEqual({ ...NOTHING, quit: true });
});

test.each([
  '--profile=/q',
  '--district-url',
  '--demo=/e.json',
  '--trust=/u.json',
  '--code=87654321',
  '--site=hall',
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '/remote-debugging-port=9222',
  '--no-sandbox',
  '-no-sandbox',
  '--inspect',
  '--user-data-dir=/q',
  '--load-extension=/x',
  '--disable-web-security',
  '--ignore-certificate-errors',
  '--host-rules=MAP * 127.0.0.1',
  '--kiosk=false',
  'http://attacker.example/',
])('an installed kiosk refuses %s', (argument) => {
  const given = launchOptions(['--kiosk', argument], ENVIRONMENT, INSTALLED);
  expect(given).toEqual({ ...NOTHING, kiosk: given.kiosk, refused: [argument] });
});
