import { MINUTE_MS } from '../domain/base/duration.ts';
import { messageOf } from '../domain/base/message-of.ts';
import { shownText } from '../domain/base/plain-text.ts';
import type { JournalDraft } from '../domain/journal/journal-entry.ts';
import { areDemoRoots } from '../domain/trust/roots.ts';
import { toldFindings } from '../host-api/health-api.ts';
import type { KioskInfo } from '../host-api/host-api.ts';
import { systemClock } from './clock/clock-source.ts';
import { timeMethodsOf } from './clock/time-methods.ts';
import { type DistrictLine, districtLine } from './district/district-line.ts';
import { httpTransport } from './district/district-transport.ts';
import { isPlainHttp } from './district/line-address.ts';
import { fingerprintOf, type LineTrust, trustAt } from './district/line-trust.ts';
import { frameFolder } from './frame-folder.ts';
import { checkedHost, type HostMethods } from './host-methods.ts';
import type { HostOptions, HostStart, KioskHost } from './host-options.ts';
import type { AppendOutcome } from './journal/file/journal-file.ts';
import { exportWaiting } from './journal/waiting-export.ts';
import { openProfile, type Profile } from './profile/profile.ts';

const LADDER_EVERY_MS = MINUTE_MS;

/**
 * Opens the profile and answers every call of `hostApi` from it. The profile belongs to this process until
 * the host is closed; a second host on it is told `profile-in-use`.
 */
export async function createHost(options: HostOptions): Promise<HostStart> {
  const clock = options.clock ?? systemClock();
  let profile: Profile;
  try {
    const { secretStore: secrets, onFinding, traces, newProfile } = options;
    const parts = { secrets, clock, onFinding, traces, newProfile };
    const opening = await openProfile(options.profileFolder, parts);
    if (opening.kind === 'in-use') return { kind: 'profile-in-use', ownerPid: opening.ownerPid };
    if (opening.kind === 'vanished') return { ...opening, kind: 'profile-vanished' };
    profile = opening.profile;
  } catch (error) {
    return { kind: 'profile-unusable', detail: messageOf(error) };
  }
  // What the disk does not keep holds for this run.
  if (options.lineTrust !== undefined) await profile.setLineTrust(options.lineTrust).catch(() => undefined);
  const line = districtLine(profile, {
    transport:
      options.transport ?? httpTransport({ trust: profile.lineTrust(), proxy: options.proxy ?? null }),
    urlOfThisRun: options.districtUrl,
    now: clock.now,
    roots: options.trust.roots,
    uptimeMs: clock.monotonicMs,
  });
  const host = hostOver({ profile, line, options });
  // The ladder, and a wipe that the disk refused, go on while nobody is at the desk and no window asks.
  const frames = frameFolder(options.profileFolder);
  const ladder = setInterval(() => {
    profile.names.view();
    void frames.dropOld(profile.clock.look().highWaterMs).catch(() => undefined);
    void profile.finishWipe().catch(() => undefined);
    void profile.secure();
  }, LADDER_EVERY_MS).unref();
  const close = () => {
    clearInterval(ladder);
    return host.close();
  };
  return { kind: 'ready', host: { call: host.call, close }, findings: profile.findings };
}

/** The host over a profile and a line that are open already; closing it closes the profile. */
export function hostOver(parts: HostParts): KioskHost {
  return checkedHost(methodsOf(parts), parts.profile.close);
}

interface HostParts {
  readonly profile: Profile;
  readonly line: DistrictLine;
  readonly options: Omit<HostOptions, 'secretStore'>;
}

function methodsOf(parts: HostParts): HostMethods {
  const { profile, line, options } = parts;
  const frames = frameFolder(options.profileFolder);
  return {
    'kiosk.info': async () => infoOf(parts),
    'kiosk.trust': async () => ({ ...options.trust, isDemo: areDemoRoots(options.trust.roots) }),
    'kiosk.enrol': async ({ code, districtUrl }) =>
      answerOf(await heard(parts, line.enrol(code, districtUrl)), () => infoOf(parts)),
    'kiosk.health': async () => ({ findings: toldFindings(profile.findings) }),
    'settings.read': async () => profile.settings(),
    'settings.write': async (settings) => {
      await profile.setSettings(settings);
      return settings;
    },
    'vault.read': async () => {
      const enrolment = profile.enrolment();
      if (enrolment === null) return null;
      const { cardRefKeyHex, rosterKeyHex } = enrolment;
      return { cardRefKeyHex, rosterKeyHex, namesKeyHex: profile.names.keyHex() };
    },
    ...timeMethodsOf(profile),
    'journal.append': (draft) => append(parts, draft),
    'journal.status': async () => {
      // A window that has had no answer asks what became of it: not before that is sure.
      await profile.journals.settled();
      return profile.journals.view.status();
    },
    'journal.read': ({ fromSeq, limit }) => profile.journals.view.read(fromSeq, limit),
    'journal.export': () => exportWaiting(profile, options.chooseExportFolder),
    'district.push': async () =>
      answerOf(await heard(parts, line.push()), () => profile.journals.view.status()),
    'district.keys': ({ have }) => line.ask((client, account) => client.keys(account, have)),
    'district.denied': ({ have }) => line.ask((client, account) => client.denied(account, have)),
    'district.rosterPage': ({ cursor }) => line.ask((client, account) => client.rosterPage(account, cursor)),
    'district.leases': (request) =>
      line.ask((client, account) => {
        const headSeq = profile.journals.view.ownSeqOf(request.headSeq);
        return client.leases(account, profile.journal.journalId, { ...request, headSeq });
      }),
    'district.rights': ({ cursor }) => line.ask((client, account) => client.rights(account, cursor)),
    'district.claimRight': (claim) => line.ask((client, account) => client.claimRight(account, claim)),
    'district.catalogue': ({ have }) => line.ask((client, account) => client.catalogue(account, have)),
    'scanner.saveFrame': ({ pngBase64 }) => {
      const { effectiveMs: nowMs, highWaterMs } = profile.clock.look();
      return frames.save({ base64: pngBase64, nowMs, highWaterMs });
    },
    'demo.cards': async () => [...(options.demoCards ?? [])],
  };
}

/** Where the district has answered, a pull may follow: then names have a key to be sealed under. */
async function heard<Fault>({ profile }: HostParts, answer: Promise<Fault | null>): Promise<Fault | null> {
  const fault = await answer;
  // A disk that takes no key leaves the names off; the next answer tries again.
  if (fault === null) await profile.names.prepare().catch(() => undefined);
  return fault;
}

async function append({ profile, line }: HostParts, draft: JournalDraft): Promise<AppendOutcome> {
  const enrolment = profile.enrolment();
  if (enrolment === null || line.isClosing()) {
    return { ok: false, fault: { kind: 'not-enrolled', detail: 'no enrolment in this profile' } };
  }
  return profile.journals.view.append(draft, { kioskId: enrolment.kioskId, at: profile.clock.stamp() });
}

function infoOf({ profile, line, options }: HostParts): KioskInfo {
  const enrolment = profile.enrolment();
  const disabled = profile.disabled();
  return {
    appVersion: options.appVersion,
    binding: options.binding,
    districtUrl: line.districtUrl(),
    enrolment: enrolment && {
      kioskId: enrolment.kioskId,
      kioskName: shownText(enrolment.kioskName),
      ...(enrolment.shortName === undefined ? {} : { shortName: enrolment.shortName }),
      districtName: shownText(enrolment.districtName),
      siteIds: enrolment.siteIds,
    },
    disabled: disabled && {
      kioskName: shownText(disabled.kioskName),
      districtName: shownText(disabled.districtName),
    },
    ...lineTrustOf(line.districtUrl(), profile.lineTrust()),
  };
}

function lineTrustOf(districtUrl: string, trust: LineTrust | null): Pick<KioskInfo, 'lineTrust'> {
  if (trust === null) return {};
  const { origin, authorityPem } = trust;
  const authorityFingerprint = authorityPem === null ? null : fingerprintOf(authorityPem);
  return {
    lineTrust: {
      origin,
      authorityFingerprint,
      isPlain: isPlainHttp(districtUrl) && trustAt(trust, districtUrl)?.allowsHttp === true,
    },
  };
}

function answerOf<Fault, Value>(fault: Fault | null, value: () => Value) {
  return fault === null ? { ok: true as const, value: value() } : { ok: false as const, fault };
}
