import { expect, test } from 'vitest';
import { launchOptions } from '../../src/main/launch-options.ts';

const NOTHING = { kiosk: false, profileFolder: undefined, districtUrl: undefined, demoCardsFile: undefined };

test('starts as an ordinary window in the system’s own place', () => {
  expect(launchOptions(['.'], {})).toEqual(NOTHING);
});

test('reads the environment', () => {
  const environment = { KIOSK_PROFILE: '/p', KIOSK_DISTRICT_URL: 'http://d', KIOSK_DEMO: '/c.json' };
  expect(launchOptions([], environment)).toEqual({
    kiosk: false,
    profileFolder: '/p',
    districtUrl: 'http://d',
    demoCardsFile: '/c.json',
  });
});

test('the command line wins', () => {
  const args = ['.', '--kiosk', '--profile=/q', '--district-url', 'http://e', '--demo=/e.json'];
  expect(
    launchOptions(args, { KIOSK_PROFILE: '/p', KIOSK_DISTRICT_URL: 'http://d', KIOSK_DEMO: '/c' }),
  ).toEqual({
    kiosk: true,
    profileFolder: '/q',
    districtUrl: 'http://e',
    demoCardsFile: '/e.json',
  });
});

test('passes over what Chromium adds and what is empty', () => {
  expect(launchOptions(['--no-sandbox', '--lang=zh-CN', '--profile='], { KIOSK_DEMO: '' })).toEqual(NOTHING);
});
