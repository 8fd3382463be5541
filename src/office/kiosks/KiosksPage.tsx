import { PageHead } from '../shell/PageHead.tsx';

export function KiosksPage() {
  return <PageHead title="" />;
}
