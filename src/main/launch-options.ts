import { parseArgs } from 'node:util';

export interface LaunchOptions {
  /** What an installed kiosk was started with and does not take: it then does not start. */
  readonly refused: readonly string[];
  /** Ends the kiosk that is running; this is for technicians. */
  readonly quit: boolean;
  /** Fills the screen and cannot be left with a key. */
  readonly kiosk: boolean;
  /** Where Electron keeps its data, and the host its profile inside it; undefined for the system's place. */
  readonly profileFolder: string | undefined;
  readonly districtUrl: string | undefined;
  /** Whom to believe, where the program runs from its sources; undefined for what the build has pinned. */
  readonly trustFile: string | undefined;
  /** What a technician settles for the district's address; an installed kiosk has it in its profile. */
  readonly lineTrustFile: string | undefined;
  /** A JSON file with cards for the demo tray. */
  readonly demoCardsFile: string | undefined;
  /** One-time code for a kiosk that is not enrolled yet. */
  readonly enrolmentCode: string | undefined;
  /** Begins a new profile if the former one has disappeared, without asking. */
  readonly newProfile: boolean;
  /** The desk to be, where it is not chosen in the window. */
  readonly siteId: string | undefined;
}

/**
 * Options of the command line win over the environment; what Chromium adds of its own is skipped. A code comes by the
 * environment alone: every user of the machine can read a command line. An installed kiosk takes `--kiosk` and `--quit`
 * alone: whoever may start it must not choose its district, its profile or whom it believes, and no switch of
 * Chromium's opens it to a debugger or takes its sandbox away.
 */
export function launchOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { isPackaged }: { readonly isPackaged: boolean },
): LaunchOptions {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      kiosk: { type: 'boolean' },
      quit: { type: 'boolean' },
      profile: { type: 'string' },
      'district-url': { type: 'string' },
      trust: { type: 'string' },
      'line-trust': { type: 'string' },
      demo: { type: 'string' },
      site: { type: 'string' },
      'new-profile': { type: 'boolean' },
    },
  });
  const kiosk = values['kiosk'] === true;
  const quit = values['quit'] === true;
  if (isPackaged) {
    const refused = args.filter((arg) => !INSTALLED_OPTIONS.includes(arg));
    return { ...NOTHING_SET, refused, quit, kiosk };
  }
  return {
    refused: [],
    quit,
    kiosk,
    profileFolder: textOf(values['profile']) ?? textOf(environment['KIOSK_PROFILE']),
    districtUrl: textOf(values['district-url']) ?? textOf(environment['KIOSK_DISTRICT_URL']),
    trustFile: textOf(values['trust']) ?? textOf(environment['KIOSK_TRUST']),
    lineTrustFile: textOf(values['line-trust']) ?? textOf(environment['KIOSK_LINE_TRUST']),
    demoCardsFile: textOf(values['demo']) ?? textOf(environment['KIOSK_DEMO']),
    enrolmentCode: textOf(environment['KIOSK_ENROL_CODE']),
    newProfile: values['new-profile'] === true || textOf(environment['KIOSK_NEW_PROFILE']) !== undefined,
    siteId: textOf(values['site']) ?? textOf(environment['KIOSK_SITE']),
  };
}

const INSTALLED_OPTIONS: readonly string[] = ['--kiosk', '--quit'];

const NOTHING_SET = {
  profileFolder: undefined,
  districtUrl: undefined,
  trustFile: undefined,
  lineTrustFile: undefined,
  demoCardsFile: undefined,
  enrolmentCode: undefined,
  newProfile: false,
  siteId: undefined,
} as const;

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
