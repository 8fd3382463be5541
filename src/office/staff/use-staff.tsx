import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import {
  type MemberChange,
  MemberReply,
  type NewMember,
  SiteSignInReply,
  StaffOfficeReply,
  type StaffSiteView,
} from '../../protocol/wire-staff.ts';
import { call } from '../api/call.ts';
import { useWords } from '../shell/i18n.ts';
import { useTellOnce } from '../shell/use-tell-once.tsx';

const KEY = ['staff'] as const;

export function useStaff() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call({ path: 'staff', reply: StaffOfficeReply, signal }),
  });
}

/** A new member where `memberId` is null. A PIN that comes back is shown once. */
export function useSaveMember(onDone: () => void) {
  const { t } = useWords();
  const tellOnce = useTellOnce();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({
      memberId,
      body,
    }: {
      readonly memberId: string | null;
      readonly body: NewMember | MemberChange;
    }) =>
      call({
        method: 'POST',
        path: memberId === null ? 'staff' : `staff/${memberId}`,
        body,
        reply: MemberReply,
      }),
    onSuccess: ({ member, pin }) => {
      void queries.invalidateQueries({ queryKey: KEY });
      onDone();
      tellOnce({
        secret: pin,
        title: t('staff.oneTime', { name: member.name }),
        done: t('staff.done'),
      });
    },
  });
}

export function useSaveSite() {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ siteId, signIn }: StaffSiteView) =>
      call({
        method: 'POST',
        path: `staff-sites/${encodeURIComponent(siteId)}`,
        body: { signIn },
        reply: SiteSignInReply,
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: KEY });
      void message.success(t('staff.done'));
    },
  });
}
