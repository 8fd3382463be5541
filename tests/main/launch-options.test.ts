import { expect, test } from 'vitest';
import { launchOptions } from '../../src/main/launch-options.ts';

const NOTHING = {
  kiosk: false,
  profileFolder: undefined,
  districtUrl: undefined,
  trustFile: undefined,
  demoCardsFile: undefined,
  enrolmentCode: undefined,
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
    kiosk: false,
    profileFolder: '/p',
    districtUrl: 'http://d',
    trustFile: '/t.json',
    demoCardsFile: '/c.json',
    enrolmentCode: '12345678',
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
    kiosk: true,
    profileFolder: '/q',
    districtUrl: 'http://e',
    trustFile: '/u.json',
    demoCardsFile: '/e.json',
    enrolmentCode: '87654321',
    siteId: 'hall',
  });
});

test('passes over what Chromium adds and what is empty', () => {
  expect(launchOptions(['--no-sandbox', '--lang=zh-CN', '--profile='], { KIOSK_DEMO: '' }, SOURCES)).toEqual(
    NOTHING,
  );
});

test('an installed kiosk takes --kiosk and nothing else from whoever starts it', () => {
  const args = ['--kiosk', '--profile=/q', '--district-url', 'http://e', '--demo=/e.json', '--trust=/u.json'];
  const given = launchOptions([...args, '--code=87654321', '--site=hall'], ENVIRONMENT, { isPackaged: true });
  expect(given).toEqual({ ...NOTHING, kiosk: true });
});
