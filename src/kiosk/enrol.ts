import type { Host } from '../host-api/host-api.ts';
import type { EnrolFault, KioskInfo } from '../host-api/kiosk-api.ts';

/** Returns null once the kiosk is enrolled and goes on; if not, the reason. A null address stands for the known one. */
export type Enrol = (code: string, districtUrl: string | null) => Promise<EnrolFault | null>;

/** Enrols with the host; `taken` is called once the kiosk is enrolled, to go on as that kiosk. */
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
