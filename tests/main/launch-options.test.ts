import { expect, test } from 'vitest';
import { launchOptions } from '../../src/main/launch-options.ts';

const NOTHING = {
  kiosk: false,
  profileFolder: undefined,
  districtUrl: undefined,
  demoCardsFile: undefined,
  enrolmentCode: undefined,
  newProfile: false,
  siteId: undefined,
};

const ENVIRONMENT = {
  KIOSK_PROFILE: '/p',
  KIOSK_DISTRICT_URL: 'http://d',
  KIOSK_DEMO: '/c.json',
  KIOSK_ENROL_CODE: '12345678',
  KIOSK_SITE: 'pool',
};

test('starts as an ordinary window in the system’s own place', () => {
  expect(launchOptions(['.'], {})).toEqual(NOTHING);
});

test('reads the environment', () => {
  expect(launchOptions([], ENVIRONMENT)).toEqual({
    kiosk: false,
    profileFolder: '/p',
    districtUrl: 'http://d',
    demoCardsFile: '/c.json',
    enrolmentCode: '12345678',
    newProfile: false,
    siteId: 'pool',
  });
});

test('the command line wins', () => {
  const args = ['.', '--kiosk', '--profile=/q', '--district-url', 'http://e', '--demo=/e.json'];
  expect(launchOptions([...args, '--code=87654321', '--site=hall'], ENVIRONMENT)).toEqual({
    kiosk: true,
    profileFolder: '/q',
    districtUrl: 'http://e',
    demoCardsFile: '/e.json',
    enrolmentCode: '87654321',
    newProfile: false,
    siteId: 'hall',
  });
});

test('passes over what Chromium adds and what is empty', () => {
  expect(launchOptions(['--no-sandbox', '--lang=zh-CN', '--profile='], { KIOSK_DEMO: '' })).toEqual(NOTHING);
});
