import { kioskShortName, shortNumber } from '../domain/journal/short-number.ts';
import { useKiosk } from './kiosk-context.ts';

/** The number of a record of this kiosk as a clerk says it. */
export function useShortNumber(): (seq: number) => string {
  const { enrolment } = useKiosk().info;
  const kiosk = enrolment === null ? null : kioskShortName(enrolment);
  return (seq) => shortNumber(kiosk, seq);
}
