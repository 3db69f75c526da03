/**
 * The Engine.IO client: connect, send, listen, close.
 *
 * <p><b>To start with:</b> {@link io.curlew.engineio.client.EngineSocketBuilder} gathers settings ({@code *Settings}, {@code
 * *Checks}, {@code Endpoint}) and makes an {@link io.curlew.engineio.client.EngineSocket}; {@link
 * io.curlew.engineio.client.BlockingEngineSocket} is its view for threads that wait.
 *
 * <p><b>The way out:</b> {@code EngineSocket.send} reserves room ({@code SendAccount}), {@code EngineRun} carries the message
 * through a {@code Mailbox} to the loop, {@code EngineDriver} gives it to the {@code EngineSession}, and does what comes out:
 * writes to a {@code Transport}. {@code Unwritten} knows what has not left the program, {@code Released} gives its room back.
 *
 * <p><b>The way in:</b> a {@code Transport} tells {@code EngineDriver}, which asks the {@code EngineSession} what that means, and
 * {@code Delivery} calls the application's {@code Callbacks}, on the loop or in the socket's lane.
 *
 * <p><b>Before a connection:</b> {@code AskingOpener} asks the application for what it supplies at each attempt ({@code
 * Question}); {@code LateTransport} waits for that. {@code Network} is where transports come from.
 */
package io.curlew.engineio.client;
