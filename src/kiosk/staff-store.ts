import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StaffWork } from '../desk/desk-work.ts';
import type { Host } from '../host-api/host-api.ts';
import type { StaffFault, StaffView } from '../host-api/staff-api.ts';

interface StaffState extends StaffWork {
  readonly view: StaffView;
  /** Asks the host: the list, the desk or the time may have changed. */
  readonly refresh: () => Promise<void>;
}

export type StaffStore = StoreApi<StaffState>;

/** Nobody is asked for at a desk that is not chosen yet. */
const NOBODY: StaffView = {
  isRequired: false,
  members: [],
  session: null,
  approval: null,
  pinsWaiting: 0,
};

/** Who works at the desk, as the host says. A PIN goes through here to the host, and stays nowhere. */
export async function createStaffStore(host: Host, siteId: () => string | null): Promise<StaffStore> {
  const read = async (): Promise<StaffView> => {
    const site = siteId();
    return site === null ? NOBODY : host.call('staff.read', { siteId: site });
  };
  const found = await read();
  // Whoever opens the window need not be the one who left it.
  const isOpen = found.session?.isLocked === false;
  const first = isOpen ? await host.call('staff.lock', { siteId: siteId() ?? '' }) : found;
  return createStore<StaffState>((set) => {
    const show = (view: StaffView) => set({ view });
    async function asked(
      ask: (
        siteId: string,
      ) => Promise<
        { readonly ok: true; readonly value: StaffView } | { readonly ok: false; readonly fault: StaffFault }
      >,
    ): Promise<StaffFault | null> {
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
