/** Something wrong with a catalogue. An error keeps it from being signed; a warning is told. */
export interface Remark {
  readonly level: 'error' | 'warning';
  readonly kind: string;
  /** Where in the catalogue: ids, joined by slashes. */
  readonly place: string;
  readonly message: string;
  /** The same in Chinese; what only a terminal says has English in both. */
  readonly messageZh: string;
}

export function errorAt(kind: string, place: string, message: string, messageZh = message): Remark {
  return { level: 'error', kind, place, message, messageZh };
}

export function warningAt(kind: string, place: string, message: string, messageZh: string): Remark {
  return { level: 'warning', kind, place, message, messageZh };
}
