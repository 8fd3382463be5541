export type StartFaultKind =
  | 'port-unavailable'
  | 'folder-in-use'
  | 'folder-unusable'
  | 'database-unreachable'
  | 'database-refused'
  | 'database-unusable'
  | 'catalogue-refused'
  | 'keys-refused'
  | 'demo-data';

/** Why a district server cannot start here; the message is one line for the person who started it. */
export class StartFault extends Error {
  readonly kind: StartFaultKind;

  constructor(kind: StartFaultKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartFault';
    this.kind = kind;
  }
}
