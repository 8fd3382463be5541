import { PageHead } from '../shell/PageHead.tsx';

export function BackupsPage() {
  return <PageHead title="" />;
}
