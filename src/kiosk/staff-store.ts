import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StaffWork } from '../desk/desk-work.ts';
import { NO_STAFF, type StaffNow, type StaffRefusal } from '../desk/staff-view.ts';
import { isSameJson } from '../domain/base/json-text.ts';
import type { Host, HostOutput } from '../host-api/host-api.ts';

interface StaffState extends StaffWork {
  readonly view: StaffNow;
  /** Asks the host: the list, the desk or the time may have changed. */
  readonly refresh: () => Promise<void>;
}

export type StaffStore = StoreApi<StaffState>;

/**
 * Mirrors what the host says of the staff of this desk. Nobody is asked for at a desk that is not chosen yet. A PIN goes
 * through here to the host, and stays nowhere.
 */
export async function createStaffStore(host: Host, siteId: () => string | null): Promise<StaffStore> {
  const read = async (): Promise<StaffNow> => {
    const site = siteId();
    return site === null ? NO_STAFF : host.call('staff.read', { siteId: site });
  };
  const found = await read();
  // Whoever opens the window need not be the one who left it.
  const isOpen = found.session?.isLocked === false;
  const first = isOpen ? await host.call('staff.lock', { siteId: siteId() ?? '' }) : found;
  return createStore<StaffState>((set, get) => {
    // Each round refreshes this. The desk is told only if something has changed.
    const show = (view: StaffNow) => {
      if (!isSameJson(view, get().view)) set({ view });
    };
    async function asked(
      ask: (siteId: string) => Promise<HostOutput<'staff.signIn'>>,
    ): Promise<StaffRefusal | null> {
      const site = siteId();
      if (site === null) return { kind: 'wrong' };
      const answer = await ask(site);
      if (!answer.ok) return answer.fault;
      show(answer.value);
      return null;
    }
    return {
      view: first,
      async refresh() {
        // If the host is gone, it does not answer; the clerk's next act says so.
        const view = await read().catch(() => null);
        if (view !== null) show(view);
      },
      signIn: (given) => asked((siteId) => host.call('staff.signIn', { siteId, ...given })),
      approve: (given) => asked((siteId) => host.call('staff.approve', { siteId, ...given })),
      changePin: (given) => asked((siteId) => host.call('staff.changePin', { siteId, ...given })),
      async lock() {
        const site = siteId();
        if (site !== null) show(await host.call('staff.lock', { siteId: site }));
      },
      async signOut() {
        const site = siteId();
        if (site !== null) show(await host.call('staff.signOut', { siteId: site }));
      },
    };
  });
}
