import { parseArgs } from 'node:util';

export interface LaunchOptions {
  /** Fills the screen and cannot be left with a key. */
  readonly kiosk: boolean;
  /** Where Electron keeps its data, and the host its profile inside it; undefined for the system's place. */
  readonly profileFolder: string | undefined;
  readonly districtUrl: string | undefined;
  /** A JSON file with cards for the demo tray. */
  readonly demoCardsFile: string | undefined;
  /** One-time code for a kiosk that is not enrolled yet. */
  readonly enrolmentCode: string | undefined;
  /** Begins a new profile where there was one and is none any more, without asking. */
  readonly newProfile: boolean;
  /** The desk to be, where it is not chosen in the window. */
  readonly siteId: string | undefined;
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
      code: { type: 'string' },
      site: { type: 'string' },
      'new-profile': { type: 'boolean' },
    },
  });
  return {
    kiosk: values['kiosk'] === true,
    profileFolder: textOf(values['profile']) ?? textOf(environment['KIOSK_PROFILE']),
    districtUrl: textOf(values['district-url']) ?? textOf(environment['KIOSK_DISTRICT_URL']),
    demoCardsFile: textOf(values['demo']) ?? textOf(environment['KIOSK_DEMO']),
    enrolmentCode: textOf(values['code']) ?? textOf(environment['KIOSK_ENROL_CODE']),
    newProfile: values['new-profile'] === true || textOf(environment['KIOSK_NEW_PROFILE']) !== undefined,
    siteId: textOf(values['site']) ?? textOf(environment['KIOSK_SITE']),
  };
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
