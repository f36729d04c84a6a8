"""A cable with faults: two TAP interfaces of this network namespace. What goes into one comes out of the other, but
late, thinned out, or no faster than a rate. The kernel's own netem would do it, where the kernel has it.

usage: cable.py ONE OTHER FAULTS

FAULTS is JSON: {"delay": milliseconds, "loss": 0 to 1, "rate": bit/s, "queue": milliseconds}, each of them optional.
Says "ready" when both interfaces are there, and ends when it is killed; then they are gone.
"""
import fcntl
import heapq
import json
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000  # Bare frames, with nothing before them.
LONGEST_FRAME = 65536


def open_tap(name):
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    return tap


class Direction:
    """One of the two ways through the cable."""

    def __init__(self, out, delay=0, loss=0, rate=None, queue=200):
        self.out = out
        self.delay = delay / 1000
        self.loss = loss
        self.rate = rate
        self.queue = queue / 1000
        self.free_at = 0  # When the last frame that was let in will have gone through.

    def arrival(self, frame, now):
        """When the frame comes out; None: it does not."""
        if random.random() < self.loss:
            return None
        if self.rate is None:
            return now + self.delay
        begin = max(now, self.free_at)
        if begin - now > self.queue:
            return None
        self.free_at = begin + len(frame) * 8 / self.rate
        return self.free_at + self.delay


def frames_of(tap):
    while True:
        try:
            yield os.read(tap, LONGEST_FRAME)
        except OSError:  # There are no more now, or the interface is down.
            return


def deliver(tap, frame):
    try:
        os.write(tap, frame)
    except OSError:  # The interface is not up yet, or no more.
        pass


def main():
    one, other = open_tap(sys.argv[1]), open_tap(sys.argv[2])
    faults = json.loads(sys.argv[3])
    directions = {one: Direction(other, **faults), other: Direction(one, **faults)}
    under_way = []  # A heap of (arrival, number, out, frame): the number keeps the order of what arrives at once.
    number = 0
    print("ready", flush=True)
    while True:
        while under_way and under_way[0][0] <= time.monotonic():
            _, _, out, frame = heapq.heappop(under_way)
            deliver(out, frame)
        pause = max(0, under_way[0][0] - time.monotonic()) if under_way else None
        readable, _, _ = select.select([one, other], [], [], pause)
        for tap in readable:
            direction = directions[tap]
            for frame in frames_of(tap):
                arrival = direction.arrival(frame, time.monotonic())
                if arrival is not None:
                    heapq.heappush(under_way, (arrival, number, direction.out, frame))
                    number += 1


main()
