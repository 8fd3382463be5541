import { NO_HANDOVERS } from '../../host-api/handover-api.ts';
import type { HostMethods } from '../host-methods.ts';
import type { HandoverDesk } from './handover-desk.ts';

type HandoverMethod = Extract<keyof HostMethods, `handover.${string}`>;

/** Answers the calls about hand-overs; without a desk for them, nothing is handed over. */
export function handoverMethodsOf(desk: HandoverDesk | undefined): Pick<HostMethods, HandoverMethod> {
  const view = async () => {
    const { sites, letters, ...counts } = desk?.view() ?? NO_HANDOVERS;
    return { ...counts, sites: [...sites], letters: [...letters] };
  };
  return {
    'handover.view': view,
    async 'handover.choose'({ siteId, target, secret }) {
      await desk?.choose(siteId, target, secret);
      return view();
    },
    async 'handover.again'({ id }) {
      desk?.again(id);
      return view();
    },
    async 'handover.dismiss'({ id, reason }) {
      await desk?.dismiss(id, reason);
      return view();
    },
    'handover.test': async ({ siteId }) => ({ trouble: (await desk?.test(siteId)) ?? null }),
  };
}
