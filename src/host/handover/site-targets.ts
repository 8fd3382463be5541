import { unreachable } from '../../domain/base/unreachable.ts';
import type { HandoverTarget } from '../../domain/handover/target.ts';
import type { HandoverFiles, SiteTargets } from './handover-files.ts';

type SiteTarget = SiteTargets[string];

/** Where the messages of each site go. */
export interface KeptTargets {
  of(siteId: string): SiteTarget | null;
  all(): readonly (readonly [string, SiteTarget])[];
  /**
   * `target` null removes it. `secret` null keeps what signs it in, unless the messages go to another machine now; an empty
   * one is forgotten. Rejects on disk errors.
   */
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
      else next.set(siteId, { target, secret: secretFor(target, next.get(siteId), secret) });
      await files.writeTargets(Object.fromEntries(next));
      targets = next;
    },
    forget: () => targets.clear(),
  };
}

/** What signs in at one machine is sent to no other. */
function secretFor(
  target: HandoverTarget,
  before: SiteTarget | undefined,
  secret: string | null,
): string | null {
  if (secret !== null) return secret || null;
  return before !== undefined && placeOf(before.target) === placeOf(target) ? before.secret : null;
}

function placeOf(target: HandoverTarget): string {
  switch (target.kind) {
    case 'folder':
      return target.path;
    case 'rest':
      return new URL(target.url).origin;
    case 'mllp':
      return `${target.host}:${target.port}`;
    default:
      return unreachable(target);
  }
}
