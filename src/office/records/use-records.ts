import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  OfficeRecordReply,
  type OfficeRecordsQuery,
  OfficeRecordsReply,
} from '../../protocol/wire-office-records.ts';
import { call } from '../api/call.ts';

const RECORDS_KEY = ['records'] as const;

export function useRecords(query: Partial<OfficeRecordsQuery>) {
  return useQuery({
    queryKey: [...RECORDS_KEY, 'list', query],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call({ path: 'records', query, reply: OfficeRecordsReply, signal }),
  });
}

export function useRecord(recordId: string) {
  return useQuery({
    queryKey: [...RECORDS_KEY, 'one', recordId],
    queryFn: ({ signal }) => call({ path: `records/${recordId}`, reply: OfficeRecordReply, signal }),
  });
}
