import { z } from 'zod';
import type { Enrolment } from '../profile/enrolment-file.ts';

/** What is left of the enrolment of a kiosk that its district has revoked: nothing that needs a seal. */
export const Disabled = z.strictObject({
  kioskName: z.string(),
  districtName: z.string(),
  districtUrl: z.string(),
});
export type Disabled = z.infer<typeof Disabled>;

export function disabledOf({ kioskName, districtName, districtUrl }: Enrolment): Disabled {
  return { kioskName, districtName, districtUrl };
}
