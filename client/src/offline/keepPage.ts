/** From the next load on, whoever cannot reach the server is told so by a page that is kept in the browser. */
export function keepPage(): void {
  // Not over plain HTTP. Without it a browser shows a page of its own.
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  workers?.register('/service-worker.js').catch(() => undefined);
}
