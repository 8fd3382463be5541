import { parseArgs } from 'node:util';

export interface LaunchOptions {
  /** Fills the screen and cannot be left with a key. */
  readonly kiosk: boolean;
  /** Where Electron keeps its data, and the host its profile inside it; undefined for the system's place. */
  readonly profileFolder: string | undefined;
  readonly districtUrl: string | undefined;
  /** A JSON file with cards for the demo tray. */
  readonly demoCardsFile: string | undefined;
}

/** Options of the command line win over the environment; what Chromium adds of its own is passed over. */
export function launchOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): LaunchOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      kiosk: { type: 'boolean' },
      profile: { type: 'string' },
      'district-url': { type: 'string' },
      demo: { type: 'string' },
    },
  });
  return {
    kiosk: values['kiosk'] === true,
    profileFolder: textOf(values['profile']) ?? textOf(environment['KIOSK_PROFILE']),
    districtUrl: textOf(values['district-url']) ?? textOf(environment['KIOSK_DISTRICT_URL']),
    demoCardsFile: textOf(values['demo']) ?? textOf(environment['KIOSK_DEMO']),
  };
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
