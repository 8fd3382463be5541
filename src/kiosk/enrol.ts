import type { Host } from '../host-api/host-api.ts';
import type { EnrolFault, KioskInfo } from '../host-api/kiosk-api.ts';

/** Null when the kiosk is enrolled and goes on; else why not. A null address is the one that is known. */
export type Enrol = (code: string, districtUrl: string | null) => Promise<EnrolFault | null>;

/** Enrols with the host; `taken` goes on as the kiosk that it is then. */
export function enrolWith(parts: {
  readonly host: Host;
  readonly taken: (info: KioskInfo) => void | Promise<void>;
  readonly failed: (cause: unknown) => void;
}): Enrol {
  const { host, taken, failed } = parts;
  return async (code, districtUrl) => {
    try {
      const reply = await host.call('kiosk.enrol', { code, districtUrl });
      if (!reply.ok) return reply.fault;
      await taken(reply.value);
    } catch (cause) {
      failed(cause);
    }
    return null;
  };
}
