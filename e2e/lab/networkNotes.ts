// What a page notes of its network while that is changed. Milliseconds since 1970.

export interface NetworkNotes {
  /** When the page was told, if it was. */
  online?: number;
  /** When the browser had found the address, so that a connection could use it. */
  found?: number;
}

declare global {
  interface Window {
    networkNotes: NetworkNotes;
    /** The connections to the server, as they were when the notes were begun. */
    connectionsBefore: RTCPeerConnection[];
  }
}

/** Runs in the page. Begins to note, until the address is found on one of its interfaces. */
export function noteNetwork(address: string): void {
  const notes: NetworkNotes = {};
  window.networkNotes = notes;
  // Those to the server were made first.
  window.connectionsBefore = window.parleyProbe.connections().slice(0, 2);
  globalThis.addEventListener('online', () => (notes.online ??= Date.now()));
  // A connection gathers what the browser knows when it begins, so that it takes many of them.
  const look = () => {
    const connection = new RTCPeerConnection();
    connection.createDataChannel('none');
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.address === address) notes.found ??= Date.now();
    };
    void connection.setLocalDescription();
    setTimeout(() => {
      connection.close();
      if (notes.found === undefined) look();
    }, 100);
  };
  look();
}

/** Runs in the page. Whether the connections to the server are the ones that were there when the notes were begun. */
export function keptConnections(): boolean {
  const now = window.parleyProbe.connections();
  return window.connectionsBefore.every((connection, index) => connection === now[index]);
}
