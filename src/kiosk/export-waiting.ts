import { messageOf } from '../domain/base/message-of.ts';
import type { ExportedNotes, ExportFault, ExportResult } from '../host-api/export-api.ts';
import type { Host } from '../host-api/host-api.ts';
import type { UiPort } from './ui-port.ts';

type Result<Kind extends ExportResult['kind']> = Extract<ExportResult, { kind: Kind }>;

/** What became of an export, as the person at the screen needs to know it. */
export type ExportOutcome =
  | Result<'saved' | 'cancelled' | 'nothing'>
  /** The browser has the files, and says itself where it puts them. */
  | {
      readonly kind: 'downloaded';
      readonly fromSeq: number;
      readonly toSeq: number;
      readonly notes?: ExportedNotes | undefined;
      readonly files: string[];
    }
  /** `host`: nobody answered. */
  | {
      readonly kind: 'fault';
      readonly fault: { readonly kind: ExportFault['kind'] | 'host'; readonly detail: string };
    };

/** Exports what the district has not acknowledged. Never rejects: it stops no desk. */
export async function exportWaiting(host: Host, download: UiPort['download']): Promise<ExportOutcome> {
  try {
    const result = await host.call('journal.export', {});
    if (result.kind !== 'download') return result;
    const { fromSeq, toSeq, notes } = result;
    for (const { name, base64 } of result.files) download(name, gzipOf(base64));
    const files = result.files.map((file) => file.name);
    return { kind: 'downloaded', fromSeq, toSeq, files, ...(notes === undefined ? {} : { notes }) };
  } catch (cause) {
    const detail = messageOf(cause);
    return { kind: 'fault', fault: { kind: 'host', detail } };
  }
}

function gzipOf(base64: string): Blob {
  const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
  return new Blob([bytes], { type: 'application/gzip' });
}
