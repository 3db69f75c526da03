package io.curlew.interop.socketio;

/** python-socketio's client that runs on asyncio. */
class PythonAsyncClientIT extends PythonClientIT {
    @Override
    String kind() {
        return "asyncio";
    }
}
