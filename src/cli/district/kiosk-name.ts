import { CodeRequest, KIOSK_NAME_LENGTH_MAX } from '../../protocol/wire-limits.ts';

/** What is wrong with `--name`, in words; null for a name that a kiosk may have. */
export function wrongKioskName(name: string | null): string | null {
  if (CodeRequest.shape.kioskName.safeParse(name).success) return null;
  return `--name：前台的名称应有 1 至 ${KIOSK_NAME_LENGTH_MAX} 个字，不能有控制字符或看不见的字符，没有生成登记码。The name of a kiosk needs 1 to ${KIOSK_NAME_LENGTH_MAX} characters, and none that commands a terminal or is not seen; no code was made.`;
}
