import { shownText } from '../domain/base/plain-text.ts';
import { areDemoRoots } from '../domain/trust/roots.ts';
import { toldTroubles } from '../host-api/health-api.ts';
import type { KioskInfo } from '../host-api/kiosk-api.ts';
import { answerOf, heard } from './district/district-methods.ts';
import { isPlainHttp } from './district/line-address.ts';
import { fingerprintOf, type LineTrust, lineTrustAt } from './district/line-trust.ts';
import type { HostMethods } from './host-methods.ts';
import type { HostParts } from './host-parts.ts';
import { pullStaff } from './staff/staff-line.ts';

type KioskMethod = Extract<keyof HostMethods, `kiosk.${string}` | `vault.${string}`>;

/** Answers the calls about the kiosk itself, enrolment included. */
export function kioskMethodsOf(parts: HostParts): Pick<HostMethods, KioskMethod> {
  const { profile, line, options } = parts;
  return {
    'kiosk.info': async () => infoOf(parts),
    'kiosk.pinnedTrust': async () => ({
      ...options.pinnedTrust,
      isDemo: areDemoRoots(options.pinnedTrust.roots),
    }),
    'kiosk.enrol': async ({ code, districtUrl }) => {
      const fault = await heard(parts, line.enrol(code, districtUrl));
      // If somebody must sign in, nothing may be recorded before the list is here.
      if (fault === null) await pullStaff(parts);
      return answerOf(fault, () => infoOf(parts));
    },
    'kiosk.health': async () => ({ troubles: toldTroubles(profile.troubles) }),
    'kiosk.camera': async ({ state }) => {
      parts.reporter?.camera(state);
      return {};
    },
    'vault.read': async () => {
      const enrolment = profile.enrolment();
      if (enrolment === null) return null;
      const { cardRefKeyHex, rosterKeyHex } = enrolment;
      return { cardRefKeyHex, rosterKeyHex, namesKeyHex: profile.names.keyHex() };
    },
  };
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

function lineTrustOf(districtUrl: string, lineTrust: LineTrust | null): Pick<KioskInfo, 'lineTrust'> {
  if (lineTrust === null) return {};
  const { origin, authorityPem } = lineTrust;
  const authorityFingerprint = authorityPem === null ? null : fingerprintOf(authorityPem);
  return {
    lineTrust: {
      origin,
      authorityFingerprint,
      isPlain: isPlainHttp(districtUrl) && lineTrustAt(lineTrust, districtUrl)?.allowsHttp === true,
    },
  };
}
