import { MINUTE_MS } from '../domain/base/duration.ts';
import { messageOf } from '../domain/base/message-of.ts';
import { systemClock } from './clock/clock-source.ts';
import { timeMethodsOf } from './clock/time-methods.ts';
import { folderDisk } from './disk/disk.ts';
import { districtLine } from './district/district-line.ts';
import { districtMethodsOf } from './district/district-methods.ts';
import { httpTransport } from './district/district-transport.ts';
import { statusReporter } from './district/status-report.ts';
import { frameFolder } from './frame-folder.ts';
import { type HandoverDesk, openHandoverDesk } from './handover/handover-desk.ts';
import { destroyHandovers } from './handover/handover-files.ts';
import { handoverMethodsOf } from './handover/handover-methods.ts';
import { checkedHost, type HostMethods } from './host-methods.ts';
import type { HostOptions, HostStart, KioskHost } from './host-options.ts';
import type { HostParts } from './host-parts.ts';
import { journalMethodsOf } from './journal/journal-methods.ts';
import { kioskMethodsOf } from './kiosk-methods.ts';
import { noteMethodsOf } from './notes/note-methods.ts';
import { type PrintMethod, printMethodsOf } from './print/print-methods.ts';
import { createPrintQueue } from './print/print-queue.ts';
import { doMinuteWork, openProfile, type Profile } from './profile/profile.ts';
import { guardSetup } from './staff/guard-setup.ts';
import { staffMethodsOf } from './staff/staff-methods.ts';
import { createStaffSession, type StaffSession } from './staff/staff-session.ts';

/**
 * Opens the profile and answers every call of `hostApi` from it. The profile belongs to this process until
 * the host is closed; a second host on it is told `profile-in-use`.
 */
export async function createHost(options: HostOptions): Promise<HostStart> {
  const clock = options.clock ?? systemClock();
  let profile: Profile;
  let handover: HandoverDesk | undefined;
  try {
    const { secretStore: secrets, onTrouble, traces, newProfile } = options;
    const alsoWiped = async () => {
      await handover?.forget();
      await destroyHandovers(folderDisk(options.profileFolder));
    };
    const parts = { secrets, clock, onTrouble, traces, newProfile, alsoWiped };
    const opening = await openProfile(options.profileFolder, parts);
    if (opening.kind === 'in-use') return { kind: 'profile-in-use', ownerPid: opening.ownerPid };
    if (opening.kind === 'vanished') return { ...opening, kind: 'profile-vanished' };
    profile = opening.profile;
    handover = await openHandovers(profile, options).catch(async (error: unknown) => {
      await profile.close();
      throw error;
    });
  } catch (error) {
    return { kind: 'profile-unusable', detail: messageOf(error) };
  }
  // If the disk does not keep it, it counts for this run only.
  if (options.lineTrust !== undefined) await profile.setLineTrust(options.lineTrust).catch(() => undefined);
  const line = districtLine(profile, {
    transport:
      options.transport ?? httpTransport({ lineTrust: profile.lineTrust(), proxy: options.proxy ?? null }),
    urlOfThisRun: options.districtUrl,
    now: clock.now,
    roots: options.pinnedTrust.roots,
    uptimeMs: clock.monotonicMs,
  });
  const reporter = statusReporter({
    profile,
    line,
    appVersion: options.appVersion,
    uptimeMs: clock.monotonicMs,
  });
  const host = hostOver({ profile, line, reporter, handover, options });
  const frames = frameFolder(options.profileFolder);
  const eachMinute = setInterval(() => {
    doMinuteWork(profile);
    handover?.tend();
    void frames.dropOld(profile.clock.look().highWaterMs).catch(() => undefined);
  }, MINUTE_MS).unref();
  const close = () => {
    clearInterval(eachMinute);
    return host.close();
  };
  return { kind: 'ready', host: { call: host.call, close }, troubles: profile.troubles };
}

function openHandovers(
  { disk, journals, clock }: Profile,
  { secretStore: secrets, handoverTiming: timing }: HostOptions,
): Promise<HandoverDesk> {
  return openHandoverDesk({ disk, secrets, journal: journals.view, clock, timing });
}

/** The host over a profile and a line that are open already; closing it closes the profile. */
export function hostOver(parts: HostParts): KioskHost {
  const print = printMethodsOf(parts.options.profileFolder, createPrintQueue(), parts.options.systemPrinters);
  const { profile } = parts;
  const session = createStaffSession({
    staff: profile.staff,
    monotonicMs: profile.monotonicMs,
    journal: {
      status: () => profile.journals.view.status(),
      read: (fromSeq, limit) => profile.journals.view.read(fromSeq, limit),
    },
  });
  const methods = { ...methodsOf(parts, session), ...print.methods };
  return checkedHost(guardSetup(methods, profile, session), async () => {
    print.close();
    await parts.handover?.close();
    await parts.profile.close();
  });
}

function methodsOf(parts: HostParts, session: StaffSession): Omit<HostMethods, PrintMethod> {
  const { profile, options } = parts;
  const frames = frameFolder(options.profileFolder);
  return {
    ...kioskMethodsOf(parts),
    ...timeMethodsOf(profile),
    ...journalMethodsOf(parts, session),
    ...staffMethodsOf(parts, session),
    ...noteMethodsOf(parts),
    ...handoverMethodsOf(parts.handover),
    ...districtMethodsOf(parts),
    'settings.read': async () => profile.settings(),
    'settings.write': async (settings) => {
      await profile.setSettings(settings);
      return { ok: true, value: settings };
    },
    'scanner.saveFrame': ({ pngBase64 }) => {
      const { effectiveMs: nowMs, highWaterMs } = profile.clock.look();
      return frames.save({ base64: pngBase64, nowMs, highWaterMs });
    },
    'demo.cards': async () => [...(options.demoCards ?? [])],
  };
}
