import type { ClockView } from '../../host-api/clock-api.ts';
import type { NamesView, PassphraseFault } from '../../host-api/names-api.ts';
import type { HostMethods } from '../host-methods.ts';
import type { Profile } from '../profile/profile.ts';

type TimeMethod = Extract<keyof HostMethods, `clock.${string}` | `names.${string}`>;

/** What the window may ask about the time and about the names, which the time decides about. */
export function timeMethodsOf({
  clock,
  names,
}: Pick<Profile, 'clock' | 'names'>): Pick<HostMethods, TimeMethod> {
  const clockView = (): ClockView => {
    const { effectiveMs, highWaterMs, clockTrust, offByMs, isByDistrict } = clock.look();
    return { nowMs: effectiveMs, highWaterMs, clockTrust, offByMs, isByDistrict };
  };
  const answer = (
    fault: PassphraseFault | null,
  ): { ok: true; value: NamesView } | { ok: false; fault: PassphraseFault } =>
    fault === null ? { ok: true, value: names.view() } : { ok: false, fault };
  return {
    'clock.read': async () => clockView(),
    'clock.confirm': async ({ date }) => {
      const fault = clock.confirm(date);
      return fault === null ? { ok: true, value: clockView() } : { ok: false, fault };
    },
    'names.read': async () => names.view(),
    'names.pulled': async ({ asOfMs }) => {
      clock.rosterPulled(asOfMs);
      return names.view();
    },
    'names.unlock': async ({ passphrase }) => answer(await names.unlock(passphrase)),
    'names.setPassphrase': async (change) => answer(await names.setPassphrase(change)),
    'names.forget': async () => {
      await names.forgetPassphrase();
      return names.view();
    },
  };
}
