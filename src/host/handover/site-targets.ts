import type { HandoverTarget } from '../../domain/handover/target.ts';
import type { HandoverFiles, SiteTargets } from './handover-files.ts';

type SiteTarget = SiteTargets[string];

/** Where the messages of each site go. */
export interface KeptTargets {
  of(siteId: string): SiteTarget | null;
  all(): readonly (readonly [string, SiteTarget])[];
  /** `target` null removes it; `secret` null keeps what signs it in, and empty forgets it. Rejects on disk errors. */
  choose(siteId: string, target: HandoverTarget | null, secret: string | null): Promise<void>;
  forget(): void;
}

export async function openTargets(files: HandoverFiles): Promise<KeptTargets> {
  let targets = new Map(Object.entries(await files.targets()));
  return {
    of: (siteId) => targets.get(siteId) ?? null,
    all: () => [...targets],
    async choose(siteId, target, secret) {
      const next = new Map(targets);
      if (target === null) next.delete(siteId);
      else
        next.set(siteId, {
          target,
          secret: secret === null ? (next.get(siteId)?.secret ?? null) : secret || null,
        });
      await files.writeTargets(Object.fromEntries(next));
      targets = next;
    },
    forget: () => targets.clear(),
  };
}
