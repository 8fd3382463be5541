import { isSameJson } from '../../domain/base/json-text.ts';
import type { Settings } from '../../host-api/settings-api.ts';
import type { HostMethods } from '../host-methods.ts';
import type { Profile } from '../profile/profile.ts';
import type { StaffSession } from './staff-session.ts';

/**
 * The same methods, but those that set the desk up do nothing unless somebody may. The window asks for the PIN before it
 * opens the settings. What was allowed may have run out while they are open: a change of the settings is then refused.
 * The other methods throw.
 */
export function guardSetup(
  methods: HostMethods,
  profile: Pick<Profile, 'settings' | 'enrolment'>,
  session: Pick<StaffSession, 'maySetUp'>,
): HostMethods {
  const maySetUp = () => session.maySetUp(siteOf(profile));
  const insist = () => {
    if (!maySetUp()) throw new Error('a supervisor or technician must allow this');
  };
  return {
    ...methods,
    async 'settings.write'(settings) {
      if (!isDeskWork(profile.settings(), settings) && !maySetUp()) {
        return { ok: false, fault: { kind: 'not-allowed' } };
      }
      return methods['settings.write'](settings);
    },
    async 'print.choose'(printer) {
      insist();
      return methods['print.choose'](printer);
    },
    async 'handover.choose'(chosen) {
      insist();
      return methods['handover.choose'](chosen);
    },
    async 'handover.again'(letter) {
      insist();
      return methods['handover.again'](letter);
    },
    async 'handover.dismiss'(letter) {
      insist();
      return methods['handover.dismiss'](letter);
    },
    async 'handover.test'(site) {
      insist();
      return methods['handover.test'](site);
    },
    async 'names.setPassphrase'(change) {
      insist();
      return methods['names.setPassphrase'](change);
    },
    async 'names.forget'(nothing) {
      insist();
      return methods['names.forget'](nothing);
    },
  };
}

/** The desk that is set, or the only one there is. */
function siteOf({ settings, enrolment }: Pick<Profile, 'settings' | 'enrolment'>): string | null {
  const { siteId } = settings();
  if (siteId !== null) return siteId;
  const siteIds = enrolment()?.siteIds ?? [];
  return siteIds.length === 1 ? (siteIds[0] ?? null) : null;
}

/** A clerk enters the venue's list price with a sale. A desk that was not chosen before is chosen by whoever is there. */
function isDeskWork(before: Settings, after: Settings): boolean {
  const { listPricesFen: _before, siteId, ...kept } = before;
  const { listPricesFen: _after, siteId: nextSiteId, ...next } = after;
  const isSameDesk = siteId === nextSiteId || siteId === null;
  return isSameDesk && isSameJson(kept, next);
}
