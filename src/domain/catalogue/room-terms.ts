import { z } from 'zod';
import { Text } from '../base/text.ts';
import { CatalogueId } from './catalogue-rule.ts';

/** No form has more boxes to tick. */
const WORDS_MAX = 20;
const Named = z.array(z.strictObject({ id: CatalogueId, name: Text })).max(WORDS_MAX);

/** The terms on which a room is lent: it is applied for, and used once it is approved (5.1.3, 5.2.3). */
export const RoomTerms = z.strictObject({
  /** 1: 审核. 2: 审核, and then 审批 by a second person. */
  approvals: z.union([z.literal(1), z.literal(2)]),
  /** As many people as may watch; those who perform are not among them. Absent where the guide names no number. */
  seats: z.int().min(1).max(10_000).optional(),
  /** What it may be used for: 讲座, 培训, 演出. */
  purposes: Named.min(1),
  /** What is handed out with it: 音响, 视频播放. */
  equipment: Named,
});
export type RoomTerms = z.infer<typeof RoomTerms>;
