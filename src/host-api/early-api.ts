import { clockApi } from './clock-api.ts';
import { demoApi } from './demo-api.ts';
import { journalApi } from './journal-api.ts';
import { kioskApi } from './kiosk-api.ts';
import { namesApi } from './names-api.ts';
import { settingsApi } from './settings-api.ts';
import { staffApi } from './staff-api.ts';

/** What a window asks before its desk is ready, or while a card is before it. */
export const earlyApi = {
  ...kioskApi,
  ...settingsApi,
  ...clockApi,
  ...namesApi,
  ...journalApi,
  ...demoApi,
  ...staffApi,
} as const;
