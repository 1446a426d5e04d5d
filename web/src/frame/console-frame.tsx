import '../theme/console-styles.ts';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { BulkProgress } from '../bulk/bulk-progress.tsx';
import { useCan } from '../data/session.ts';
import { OfflineBar } from '../ui/offline-bar.tsx';
import { MAIN_ID } from '../ui/skip-link.tsx';
import { DropZone } from '../uploads/drop-zone.tsx';
import { UploadTray } from '../uploads/upload-tray.tsx';
import { CommandPalette } from './command-palette.tsx';
import classes from './console-frame.module.css';
import { NavigationDrawer } from './navigation-drawer.tsx';
import { Rail } from './rail.tsx';
import { SessionEndBar } from './session-end-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useJobNotices } from './use-job-notices.tsx';
import { useSessionEnd } from './use-session-end.ts';
import { WarningBanner } from './warning-banner.tsx';

const route = getRouteApi('/console');

/** Built anew for another user: nothing on screen stays that was the former one's. */
export const ConsoleFrame = () => <FrameOfUser key={route.useRouteContext().user.id} />;

const FrameOfUser = () => {
  const can = useCan();
  const [folded, setFolded] = useLocalStorage({ key: 'nekohub.rail.folded', defaultValue: false });
  const [drawerOpen, drawer] = useDisclosure(false);
  useSessionEnd();
  useJobNotices();

  return (
    <div className={classes.frame} data-folded={folded || undefined}>
      <Rail folded={folded} onFold={() => setFolded(!folded)} />
      <NavigationDrawer opened={drawerOpen} onClose={drawer.close} />
      <div className={classes.column}>
        <TopBar onOpenNavigation={drawer.open} />
        <OfflineBar />
        <SessionEndBar />
        <WarningBanner />
        <main id={MAIN_ID} tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
      </div>
      <Notifications position="top-center" limit={3} />
      <CommandPalette />
      {can('assets.create') && <DropZone />}
      <BulkProgress />
      <UploadTray />
    </div>
  );
};
