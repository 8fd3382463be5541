import { plainTyped } from '../../domain/base/typed-text.ts';
import { WallDate } from '../../domain/base/wall-time.ts';
import { CommandFault } from './terminal.ts';

/** A day of the calendar; throws `CommandFault` with the name of the option. */
export function dayOption(name: string, typed: string): WallDate {
  const text = plainTyped(typed);
  if (WallDate.safeParse(text).success) return text;
  throw new CommandFault(
    `${name}：${text} 不是日历上的日期，应写成 2026-11-23 这样。${name} must be a day of the calendar like 2026-11-23, not ${text}.`,
  );
}

/** A whole number within bounds; throws `CommandFault` with the name of the option. */
export function numberOption(
  name: string,
  typed: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const text = plainTyped(typed);
  const number = /^[0-9]{1,10}$/.test(text) ? Number(text) : null;
  if (number !== null && number >= min && number <= max) return number;
  throw new CommandFault(
    `${name}：应为 ${min} 至 ${max} 的整数，而不是 ${text}。${name} must be a whole number from ${min} to ${max}, not ${text}.`,
  );
}
