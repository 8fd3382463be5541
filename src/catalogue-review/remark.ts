/** Something wrong with a catalogue. An error keeps it from being signed; a warning is told. */
export interface Remark {
  readonly level: 'error' | 'warning';
  readonly kind: string;
  /** Where in the catalogue: ids, joined by slashes. */
  readonly place: string;
  readonly message: string;
}

export function errorAt(kind: string, place: string, message: string): Remark {
  return { level: 'error', kind, place, message };
}

export function warningAt(kind: string, place: string, message: string): Remark {
  return { level: 'warning', kind, place, message };
}
