import { districtApi } from './district-api.ts';
import { exportApi } from './export-api.ts';
import { handoverApi } from './handover-api.ts';
import { notesApi } from './notes-api.ts';
import { printApi } from './print-api.ts';
import { scannerApi } from './scanner-api.ts';

/** What a window may ask once its desk is ready. It loads these schemas then: to make them takes time. */
export const lateApi = {
  ...districtApi,
  ...notesApi,
  ...scannerApi,
  ...printApi,
  ...exportApi,
  ...handoverApi,
} as const;
