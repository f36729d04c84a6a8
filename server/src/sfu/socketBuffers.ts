/**
 * Of a UDP socket that has what elsewhere dozens or hundreds have, as a worker's and a pipe's do: a busy worker reads late.
 * In bytes; Linux gives no more than net.core.rmem_max and wmem_max.
 */
export const socketBuffers = { recvBufferSize: 4 * 1024 * 1024, sendBufferSize: 1024 * 1024 };
