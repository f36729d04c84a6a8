// Whose connection is weak, as the tiles say it.
import { expect, test } from '../harness/fixtures.ts';

test.use({ settings: { DIRECT_CALLS: 'false' } });

declare global {
  interface Window {
    /** Of which received track (by its id) every third packet is missing, as getStats() has it. */
    losesOf: string | undefined;
  }
}

/** Runs in the page before its own scripts. Nothing is really lost: that would need the machine's own network. */
function installLoss(): void {
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    override async getStats(selector?: MediaStreamTrack | null): Promise<RTCStatsReport> {
      const report = await super.getStats(selector);
      const entries = [...report.entries()] as [string, { packetsReceived?: number }][];
      const changed = entries.map(([id, entry]) => {
        const isLossy =
          'trackIdentifier' in entry &&
          window.losesOf !== undefined &&
          entry.trackIdentifier === window.losesOf;
        return [id, isLossy ? { ...entry, packetsLost: (entry.packetsReceived ?? 0) / 2 } : entry] as const;
      });
      return new Map(changed);
    }
  };
}

test(
  'bars and a word stand on the tile of whom packets are missing, on no other, and go again',
  { tag: '@long' },
  async ({ join }) => {
    const ana = await join('Ana', { before: installLoss });
    await join('Ben');
    await join('Cy');
    await Promise.all([ana.sees('Ben'), ana.sees('Cy')]);
    const weak = ana.page.getByTestId('weak');
    await expect(weak).toHaveCount(0);
    await ana.pictureOf('Ben').evaluate((video) => {
      const { srcObject } = video as HTMLVideoElement;
      if (srcObject instanceof MediaStream) window.losesOf = srcObject.getVideoTracks()[0]?.id;
    });
    await expect(ana.tile('Ben').getByText('Their connection is weak')).toBeAttached();
    await expect(weak).toHaveCount(1);
    await ana.page.evaluate(() => {
      window.losesOf = undefined;
    });
    await expect(weak).toHaveCount(0);
  },
);
